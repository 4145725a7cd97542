using System.Collections.Frozen;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Configuration;

namespace Experiments.Contracts.Grains;

/// <summary>Configures Orleans' serializer, the same way in clients and silos.</summary>
public static class WireTypes
{
    // Keyed by their names in messages, so that a type can be renamed and moved.
    private static readonly FrozenDictionary<string, Type> Json = new Dictionary<string, Type>
    {
        ["experiments.spec"] = typeof(SweepSpec),
        ["experiments.assignment"] = typeof(Assignment),
    }.ToFrozenDictionary();

    /// <summary>
    /// Adds the types that are stored as JSON and sent in that form too: specifications of sweeps, and assignments.
    /// </summary>
    public static ISerializerBuilder AddWireTypes(this ISerializerBuilder serializer)
    {
        serializer.Services.Configure<TypeManifestOptions>(manifest =>
        {
            manifest.WellKnownTypeAliases["experiments.user-error"] = typeof(UserErrorException);
            foreach (var (name, type) in Json) manifest.WellKnownTypeAliases[name] = type;
        });
        return serializer.AddJsonSerializer(type => Json.Values.Contains(type), SearchJson.Options);
    }
}
