using System.CommandLine;
using System.ComponentModel;
using Experiments.Client.Options;
using Experiments.Client.Running;
using Experiments.Client.Shells;
using Experiments.Contracts.Settings;

namespace Experiments.Client.Commands;

/// <summary><c>serve</c>: turns this process into a silo.</summary>
internal static class ServeCommand
{
    public static Command Create(Shell shell)
    {
        Option[] options =
        [
            Text("--cluster", "ID", "The cluster that this node belongs to", ServeDefaults.Cluster),
            Text("--listen", "ADDRESS", "Address that everything listens on", ServeDefaults.Listen),
            Port("--silo-port", "Port for other silos", ServeDefaults.SiloPort),
            Port("--gateway-port", "Port for clients", ServeDefaults.GatewayPort),
            Port("--http-port", "Port for /metrics and /healthz", ServeDefaults.HttpPort),
            new Option<string>("--https-port")
            {
                HelpName = "PORT",
                Description = "Port for the page and the HTTP API, for other machines; 0 picks a free one",
            },
            new Option<string>("--certificate")
            {
                HelpName = "FILE",
                Description = "Certificate for --https-port, in PEM format; see 'experiments cert'",
            },
            new Option<string>("--certificate-key")
            {
                HelpName = "FILE",
                Description = "Private key of that certificate, in PEM format",
            },
            Text("--node", "NAME", "Name of this node", Environment.MachineName),
            Text("--pool", "NAME", "The pool of nodes that it belongs to", ServeDefaults.Pool),
            Text("--cpus", "CORES", "CPU cores that it offers", $"{Environment.ProcessorCount}"),
            Text("--gpus", "GPUS", "GPUs that it offers: the first so many, or certain ones such as 0,3", "all"),
            Text("--log-format", "FORMAT", "Format of the log", "text").AcceptOnlyFromAmong("text", "json"),
            Text("--log-level", "LEVEL", "The least important events in the log", "info")
                .AcceptOnlyFromAmong("debug", "info", "warn", "error"),
        ];
        var command = new Command(
            "serve",
            "Start a silo here: a node that runs submitted sweeps, and continues those of clusters that died. "
            + "Ctrl-C saves checkpoints and ends it.");
        foreach (var option in options) command.Options.Add(option);
        command.SetAction(async (parsed, _) =>
        {
            var program = SiloProgram.Find(shell.Environment, AppContext.BaseDirectory);
            string[] more = parsed.GetValue<bool>(SharedOptions.Verbose) ? ["--log-level=debug"] : [];
            try
            {
                return await ProcessImage.ReplaceAsync(
                    program, [.. options.SelectMany(option => Given(parsed, option)), .. more]);
            }
            catch (Win32Exception cause)
            {
                throw SiloProgram.NotStarted(program, cause);
            }
        });
        return command;
    }

    // Only explicit options are passed on, so that the silo's own defaults apply to the rest.
    private static IEnumerable<string> Given(ParseResult parsed, Option option) =>
        parsed.GetResult(option) is { Implicit: false } given ? [$"{option.Name}={given.Tokens[0].Value}"] : [];

    private static Option<string> Text(string name, string value, string description, string preset) =>
        new(name) { HelpName = value, Description = description, DefaultValueFactory = _ => preset };

    private static Option<int> Port(string name, string description, int preset)
    {
        var port = SharedOptions.CreateWhole(name, $"{description}; 0 picks a free one", preset, 0, 65_535);
        port.HelpName = "PORT";
        return port;
    }
}
