using System.Text.Json;
using Experiments.Search.Events;

namespace Experiments.Storage.Model;

/// <summary>Reads the parameters of a trial from their form in the tables.</summary>
internal static class ParameterText
{
    public static TrialParameters Read(string assignment) =>
        new(JsonSerializer.Deserialize<Assignment>(assignment, SearchJson.Options)!, null);
}
