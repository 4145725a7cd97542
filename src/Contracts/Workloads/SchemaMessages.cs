using Experiments.Contracts.Messages;

namespace Experiments.Contracts.Workloads;

/// <summary>The messages about parameters that do not fit a workload's schema, in sweep files and in trials.</summary>
public static class SchemaMessages
{
    /// <summary>Returns the message about a parameter that the workload does not have, with similar names.</summary>
    public static string UnknownParameter(this WorkloadSchema workload, string name)
    {
        var hint = Spelling.HintOrList(name, [.. workload.Parameters.Select(known => known.Name)], "it takes");
        return $"workload '{workload.Name}' has no parameter '{name}'{hint}";
    }

    /// <summary>Returns the message about a value that the rule of its parameter does not allow.</summary>
    public static string WrongValue(this ParameterRule rule, string name, string shown) =>
        $"parameter '{name}' needs {rule.Describe()}, but got {shown}";
}
