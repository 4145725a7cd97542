using System.Collections.Immutable;
using Experiments.Contracts.Workloads;

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
                wrong.Add(schema.UnknownParameter(name));
            else if (!known.Rule.Allows(value))
                wrong.Add(known.Rule.WrongValue(name, value.ToString()!));
        }
        return wrong.ToImmutable();
    }
}
