using Microsoft.Extensions.Options;

namespace Experiments.Grains.Nodes;

/// <summary>Checks <see cref="NodeOptions"/> against the ranges that it states.</summary>
[OptionsValidator]
internal sealed partial class NodeOptionsValidator : IValidateOptions<NodeOptions>;
