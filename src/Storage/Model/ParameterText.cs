using System.Text.Json;
using System.Text.Json.Serialization;
using Experiments.Search.Events;

namespace Experiments.Storage.Model;

/// <summary>Reads the parameters of a trial from their form in the tables.</summary>
internal static class ParameterText
{
    private static readonly AssignmentJsonContext Generated = new(new JsonSerializerOptions(SearchJson.Options));

    public static TrialParameters Read(string assignment) =>
        new(JsonSerializer.Deserialize(assignment, Generated.Assignment)!, null);
}

/// <summary>Code that is generated when this is built, because reading by reflection starts slowly.</summary>
[JsonSerializable(typeof(Assignment))]
internal sealed partial class AssignmentJsonContext : JsonSerializerContext;
