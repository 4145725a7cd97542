using Microsoft.Extensions.Options;

namespace Experiments.Grains.Supervision;

/// <summary>Checks <see cref="SupervisionOptions"/> against the ranges that it states.</summary>
[OptionsValidator]
internal sealed partial class SupervisionOptionsValidator : IValidateOptions<SupervisionOptions>;
