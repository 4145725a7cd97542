using Microsoft.AspNetCore.Connections;

namespace Experiments.Silo.Hosting;

/// <summary>Explains to users why a silo could not start.</summary>
internal static class StartFault
{
    /// <summary>Returns one sentence that says what failed and what to do.</summary>
    public static string Describe(Exception fault, SiloOptions options) => fault switch
    {
        UserErrorException => fault.Message,
        IOException { InnerException: AddressInUseException } =>
            $"port {options.HttpPort} on {options.Listen} is in use by another program; "
                + "choose another one with --http-port (0 picks a free one)",
        { InnerException: UserErrorException inner } => inner.Message,
        _ => $"the silo could not start: {fault.Message} (--verbose shows more)",
    };
}
