using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Experiments.Search.Events;

namespace Experiments.Changes.Sweeps;

/// <summary>Reads trials that a user gives to a sweep.</summary>
public static class TrialList
{
    private const string Form = "a JSON list of objects from parameter names to values";

    /// <summary>Reads a JSON list of trials.</summary>
    /// <param name="json">The list, as UTF-8.</param>
    /// <param name="place">Where it comes from, for messages.</param>
    /// <exception cref="UserErrorException">It is no such list.</exception>
    public static ImmutableArray<Assignment> Read(ReadOnlySpan<byte> json, string place)
    {
        if (json.StartsWith(Encoding.UTF8.Preamble)) json = json[Encoding.UTF8.Preamble.Length..];
        try
        {
            var trials = JsonSerializer.Deserialize<ImmutableArray<Assignment?>>(json, SearchJson.Options);
            return [.. trials.Select(trial => trial ?? throw new JsonException("A trial is an object, not null."))];
        }
        catch (ArgumentException twice)
        {
            throw new UserErrorException($"{place}: in a trial, {twice.Message}");
        }
        catch (JsonException)
        {
            throw new UserErrorException($"{place}: trials are given as {Form}");
        }
    }
}
