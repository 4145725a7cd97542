using Microsoft.Extensions.Options;

namespace Experiments.Silo.Hosting;

/// <summary>Checks <see cref="SiloOptions"/> against the ranges that it states.</summary>
[OptionsValidator]
internal sealed partial class SiloOptionsValidator : IValidateOptions<SiloOptions>;
