using Microsoft.Extensions.Options;

namespace Experiments.Silo.Hosting;

/// <summary>Validates <see cref="SiloOptions"/> against its attributes.</summary>
[OptionsValidator]
internal sealed partial class SiloOptionsValidator : IValidateOptions<SiloOptions>;
