using Experiments.Storage.Model;

namespace Experiments.Web.People;

/// <summary>Who sends the request.</summary>
/// <param name="Name">The name, which is the owner of sweeps that are submitted.</param>
/// <param name="Via">The way in: <c>page</c>, or <c>token</c> and its id.</param>
/// <param name="Role">What the caller may do.</param>
internal sealed record CallerAnswer(string Name, string Via, Role Role);
