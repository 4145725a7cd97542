using Experiments.Client.Shells;
using Experiments.Storage.Filters;
using Experiments.Storage.Queries;

namespace Experiments.Client.Connecting;

/// <summary>Finds what the user wants trials sorted, grouped or filtered by.</summary>
internal static class TrialFields
{
    /// <summary>Returns what a name in an option denotes.</summary>
    /// <exception cref="WrongUsageException">Nothing has this name.</exception>
    public static async Task<TrialField> FindAsync(
        SweepDatabase database, SweepDetail sweep, string option, string name, CancellationToken cancel)
    {
        var field = FieldName.Parse(name);
        var found = (await database.Sweeps.FindFieldsAsync(sweep, [field], cancel))[field];
        return found.Field ?? throw new WrongUsageException($"{option}: {found.Problem}");
    }

    /// <summary>Reads a filter and finds what its names denote.</summary>
    /// <exception cref="WrongUsageException">It is no filter, or it does not fit the sweep.</exception>
    public static async Task<TrialCondition> ReadFilterAsync(
        SweepDatabase database, SweepDetail sweep, string option, string filter, CancellationToken cancel)
    {
        var syntax = Read(option, () => FilterParser.Parse(filter));
        var fields = await database.Sweeps.FindFieldsAsync(sweep, syntax.Names(), cancel);
        return Read(option, () => FilterBinder.Bind(syntax, fields));
    }

    private static T Read<T>(string option, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (UserErrorException fault)
        {
            throw new WrongUsageException($"{option}: {fault.Message}");
        }
    }
}
