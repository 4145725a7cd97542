using System.Reflection;
using Experiments.Contracts.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Experiments.Web.Access;

/// <summary>Refuses query parameters that a route does not have.</summary>
internal static class KnownParameters
{
    /// <summary>Creates the filter of a route.</summary>
    public static EndpointFilterDelegate Check(EndpointFilterFactoryContext route, EndpointFilterDelegate next)
    {
        string[] known =
        [
            .. route.MethodInfo.GetParameters()
                .Select(parameter => parameter.GetCustomAttribute<FromQueryAttribute>()?.Name).OfType<string>(),
        ];
        return call => call.HttpContext.Request.Query.Keys.Except(known).FirstOrDefault() is { } unknown
            ? throw new UserErrorException(
                $"'{unknown}' is no parameter of this request"
                + (known.Length == 0 ? ", which has none" : Spelling.HintOrList(unknown, known, "it has")))
            : next(call);
    }
}
