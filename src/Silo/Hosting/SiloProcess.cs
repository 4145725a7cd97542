using System.Net;
using System.Runtime.InteropServices;
using Experiments.Silo.Hosting.Restarting;
using Microsoft.Extensions.Options;

namespace Experiments.Silo.Hosting;

/// <summary>
/// Runs the process from its options to its end. Errors that a user can fix are reported in one sentence.
/// </summary>
internal static class SiloProcess
{
    private const int Failed = 1;
    private const int WrongUsage = 2;

    /// <summary>Runs a silo until it is stopped.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var options = new SiloOptions();
        var restart = new SiloRestart(args, options, TimeProvider.System);
        try
        {
            var listen = Read(args, options);
            await restart.PauseAsync();
            await ServeAsync(options, listen, restart);
            return 0;
        }
        catch (OptionsValidationException fault)
        {
            return Say(fault, fault.Message, options, WrongUsage);
        }
        catch (Exception fault) when (restart.IsWanted)
        {
            if (options.Verbose) Console.Error.WriteLine(fault);
            return await restart.AgainAsync(StartFault.Describe(fault, options));
        }
        catch (Exception fault)
        {
            return Say(fault, StartFault.Describe(fault, options), options, Failed);
        }
    }

    /// <summary>Reads the options and returns the address to listen on.</summary>
    /// <exception cref="OptionsValidationException">An option is invalid.</exception>
    private static IPAddress Read(string[] args, SiloOptions options)
    {
        try
        {
            new ConfigurationBuilder().AddCommandLine(args).Build().Bind(options);
        }
        catch (InvalidOperationException wrong)
        {
            throw Wrong(wrong.Message);
        }

        var valid = new SiloOptionsValidator().Validate(null, options);
        if (valid.Failed) throw Wrong(valid.FailureMessage);
        if (options.HttpsPort is not null != (options is { Certificate: not null, CertificateKey: not null })
            || options.Certificate is null != options.CertificateKey is null)
            throw Wrong(
                "--https-port, --certificate and --certificate-key belong together; 'experiments cert' creates a "
                + "certificate and its key");
        if (!IPAddress.TryParse(options.Listen, out var listen))
            throw Wrong($"--listen must be an IP address, not '{options.Listen}'");
        if (listen.Equals(IPAddress.Any) || listen.Equals(IPAddress.IPv6Any))
            throw Wrong(
                $"--listen must be the address at which other machines reach this one; {listen} stands for "
                + "all addresses");
        return listen;
    }

    private static OptionsValidationException Wrong(string message) => new("", typeof(SiloOptions), [message]);

    private static async Task ServeAsync(SiloOptions options, IPAddress listen, SiloRestart restart)
    {
        using var silo = PortReservation.Take(listen, options.SiloPort, "--silo-port");
        using var gateway = PortReservation.Take(listen, options.GatewayPort, "--gateway-port");
        // Kestrel binds its port itself, but only after much else has started, so that a port in use is found late.
        if (options.HttpPort != 0) PortReservation.Take(listen, options.HttpPort, "--http-port").Dispose();
        if (options.HttpsPort is > 0) PortReservation.Take(listen, options.HttpsPort.Value, "--https-port").Dispose();
        await using var host = SiloHost.Build(
            options, new IPEndPoint(listen, silo.Port), new IPEndPoint(listen, gateway.Port), restart);
        // When its terminal is closed, the process shuts down cleanly, as for SIGTERM.
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            host.Lifetime.StopApplication();
        });
        await SiloHost.OpenDatabaseAsync(host.Services, options);
        await host.StartAsync();
        restart.Serve(host.Services);
        await Announcement.MakeAsync(host, options, gateway.Port);
        if (options.Attached) _ = Attachment.FollowAsync(host.Lifetime);
        await host.WaitForShutdownAsync();
    }

    private static int Say(Exception fault, string sentence, SiloOptions options, int exitCode)
    {
        Console.Error.WriteLine($"experiments: {sentence}");
        if (options.Verbose) Console.Error.WriteLine(fault);
        return exitCode;
    }
}
