using System.ComponentModel;

namespace Experiments.Web.Datasets;

/// <summary>A dataset that built-in workloads train on.</summary>
/// <param name="Name">The name, as in a sweep file.</param>
/// <param name="Here">Whether its test images can be shown by this program.</param>
/// <param name="Classes">The names of its classes, by label.</param>
internal sealed record DatasetAnswer(
    string Name,
    [property: Description(
        "Whether its test images are on this machine. Others are downloaded when a trial needs them.")]
    bool Here,
    [property: Description("The names of its classes, by label.")] IReadOnlyList<string> Classes);
