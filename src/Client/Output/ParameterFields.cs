using Experiments.Search.Spaces;
using Experiments.SweepFiles.Writing;

namespace Experiments.Client.Output;

/// <summary>Describes a parameter as a sweep file does: by the keys of its distribution and its conditions.</summary>
internal static class ParameterFields
{
    public static Fields Of(Parameter parameter) => Of(ParameterMapping.Of(parameter));

    private static Fields Of(Mapping mapping) => new(
    [
        .. mapping.Items.Select(item => item.Value is Mapping inner
            ? KeyValuePair.Create(item.Key, (object?)Of(inner))
            : item),
    ]);
}
