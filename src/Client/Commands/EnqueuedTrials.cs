using System.Collections.Immutable;
using System.Text.Json;
using Experiments.Changes.Sweeps;
using Experiments.Client.Shells;
using Experiments.Search.Events;

namespace Experiments.Client.Commands;

/// <summary>The trials that <c>enqueue</c> is given.</summary>
internal static class EnqueuedTrials
{
    /// <summary>Reads a JSON file with a list of trials.</summary>
    /// <exception cref="UserErrorException">It cannot be read, or is not such a list.</exception>
    public static ImmutableArray<Assignment> Read(string path)
    {
        try
        {
            return TrialList.Read(File.ReadAllBytes(path), $"'{path}'");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"'{path}' cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>Reads one trial of parameters, each <c>name=value</c>, values as in JSON or plain text.</summary>
    /// <exception cref="WrongUsageException">One has no name, or a name is given twice.</exception>
    public static Assignment Parse(IEnumerable<string> values)
    {
        try
        {
            return new(values.Select(text => text.Split('=', 2) is [var name, var value]
                ? KeyValuePair.Create(name, ParseValue(value))
                : throw new WrongUsageException($"'{text}' is not of the form name=value")));
        }
        catch (ArgumentException twice)
        {
            throw new WrongUsageException(twice.Message);
        }
    }

    private static ParameterValue ParseValue(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ParameterValue>(text, SearchJson.Options)!;
        }
        catch (JsonException)
        {
            return new ParameterValue.Text(text);
        }
    }
}
