using Experiments.Search.Spaces;
using Experiments.SweepFiles.Writing;

namespace Experiments.Client.Output;

/// <summary>Describes a parameter as a sweep file does: by the keys of its distribution and its conditions.</summary>
internal static class ParameterFields
{
    public static Fields Of(Parameter parameter) => Fields.From(ParameterMapping.Of(parameter));
}
