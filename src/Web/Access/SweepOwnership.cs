using Experiments.Changes.Access;
using Experiments.Changes.Sweeps;
using Experiments.Storage.Access;
using Experiments.Storage.Model;
using Experiments.Web.Answers;

namespace Experiments.Web.Access;

/// <summary>Refuses changes of sweeps that belong to other people, unless the caller's role allows them.</summary>
internal sealed class SweepOwnership(SweepOwners owners, Caller caller)
{
    /// <summary>Checks that the caller may change a sweep.</summary>
    /// <exception cref="ForbiddenException">The caller may not.</exception>
    public async Task CheckAsync(SweepSummary sweep, CancellationToken cancel)
    {
        if (caller.Role >= Role.Operator) return;
        var owner = await owners.FindAsync(sweep.Id, cancel);
        if (owner == caller.Author.Name) return;
        throw new ForbiddenException(
            $"{sweep.Title()} {(owner is null ? "has no recorded owner" : $"belongs to {owner}")}: "
            + $"{caller.Author.Name} is {caller.Role.ToWord()}, and changing it needs the role "
            + Role.Operator.ToWord());
    }
}
