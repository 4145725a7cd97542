using Experiments.Storage.Model;

namespace Experiments.Web.Access;

/// <summary>What a route does with what is stored, and who may request it. Each route of the API declares it.</summary>
/// <param name="Changes">Whether it changes something, rather than only read.</param>
/// <param name="Least">The least role that the caller needs.</param>
internal sealed record RouteAccess(bool Changes, Role Least);
