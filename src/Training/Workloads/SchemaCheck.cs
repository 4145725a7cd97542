using System.Collections.Immutable;
using Experiments.Contracts.Messages;

namespace Experiments.Training.Workloads;

/// <summary>Checks a trial's values against the schema of its workload.</summary>
internal static class SchemaCheck
{
    /// <summary>Returns a message for each error: unknown names, and invalid values.</summary>
    public static ImmutableArray<string> Check(this WorkloadSchema schema, Assignment assignment)
    {
        var wrong = ImmutableArray.CreateBuilder<string>();
        foreach (var (name, value) in assignment)
        {
            if (schema.Parameters.FirstOrDefault(parameter => parameter.Name == name) is not { } known)
            {
                var hint = Spelling.HintOrList(name, [.. schema.Parameters.Select(p => p.Name)], "it takes");
                wrong.Add($"workload '{schema.Name}' has no parameter '{name}'{hint}");
            }
            else if (!known.Rule.Allows(value))
                wrong.Add($"parameter '{name}' needs {known.Rule.Describe()}, but got {value}");
        }
        return wrong.ToImmutable();
    }
}
