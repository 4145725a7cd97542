namespace Experiments.Web.Access;

/// <summary>What a route does with what is stored. Each route of the API declares it.</summary>
internal enum RouteAccess
{
    /// <summary>It only reads.</summary>
    Read,

    /// <summary>It changes something.</summary>
    Change,
}
