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
    // By the names that they have in messages, so that a type can be renamed and moved.
    private static readonly FrozenDictionary<string, Type> Json = new Dictionary<string, Type>
    {
        ["experiments.spec"] = typeof(SweepSpec),
        ["experiments.assignment"] = typeof(Assignment),
    }.ToFrozenDictionary();

    /// <summary>
    /// Adds the types in messages that are stored as JSON and are sent in that form, too: specifications of sweeps, and
    /// assignments.
    /// </summary>
    public static ISerializerBuilder AddWireTypes(this ISerializerBuilder serializer)
    {
        serializer.Services.Configure<TypeManifestOptions>(manifest =>
        {
            foreach (var (name, type) in Json) manifest.WellKnownTypeAliases[name] = type;
        });
        return serializer.AddJsonSerializer(type => Json.Values.Contains(type), SearchJson.Options);
    }
}
