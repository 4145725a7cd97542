using System.Runtime.Versioning;
using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Deployments;

/// <summary>
/// Trials with large checkpoints under the settings of each deployment, as it is rendered, on processes of this
/// machine. One of two silos is killed, and its trial continues on the other.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class DeploymentTests(SharedPostgres postgres)
{
    public static TheoryData<string> Deployments { get; } = ["compose", "overlays/cpu", "overlays/gpu"];

    [Theory]
    [MemberData(nameof(Deployments))]
    public Task Kill_SiloOfADeployment_ItsTrialGoesOnWithItsCheckpoint(string deployment) => MoveAsync(deployment, 20);

    /// <summary>
    /// With checkpoints of 300 MB, which take minutes:
    /// <c>./test --project tests/EndToEnd.Tests --filter-class '*DeploymentTests' --explicit only --show-live-output
    /// on</c>.
    /// </summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(Deployments))]
    public Task Kill_SiloOfADeploymentWith300MB_ItsTrialGoesOnWithItsCheckpoint(string deployment) =>
        MoveAsync(deployment, 300);

    private async Task MoveAsync(string deployment, int mebibytes)
    {
        var address = ThisMachine.Address();
        var deployed = await Deployment.ReadAsync(deployment, address);
        deployed.Count.ShouldBe(2);
        var silos = new List<LocalSilo>();
        await using var machine = new Machine(await (await postgres.GetAsync()).CreateDatabaseAsync());
        try
        {
            // The login of a silo, as in each deployment. Those of tests that use the same server have other names.
            (await machine.RunAsync("db", "migrate")).ShouldExitWith(0);
            var login = await machine.RunAsync("db", "login", $"silo_{Guid.NewGuid():N}", "--role", "silo");
            var database = login.ShouldExitWith(0).Output.Trim();
            if (deployed[0].Mounts.Any(mount => mount.Volume == "experiments-tls"))
                await CreateCertificateAsync(machine);
            foreach (var silo in deployed) silos.Add(new LocalSilo(machine, database, silo, address));
            foreach (var silo in silos) await silo.Process.WaitForAsync("serving");
            await CheckpointMove.RunAsync(machine, deployed[0], silos, new ChainProgram(machine, mebibytes));
        }
        finally
        {
            foreach (var silo in silos)
            {
                await silo.Process.DisposeAsync();
                silo.Dispose();
            }
        }
    }

    /// <summary>Fills the volume of the Secret as docs/deploying.md says, and lets the command line use it.</summary>
    private static async Task CreateCertificateAsync(Machine machine)
    {
        (await machine.RunAsync("cert", "node", "silo", "--out", "tls")).ShouldExitWith(0);
        Directory.CreateDirectory(machine.FileOf("volume-experiments-tls"));
        foreach (var (from, key, variable) in new[]
        {
            ("authority.pem", "ca.crt", "AUTHORITY"), ("silo.pem", "tls.crt", "CERTIFICATE"),
            ("silo.key", "tls.key", "KEY"),
        })
        {
            var file = machine.FileOf($"volume-experiments-tls/{key}");
            File.Copy(machine.FileOf($"tls/{from}"), file);
            machine.Environment[$"EXPERIMENTS_TLS_{variable}"] = file;
        }
    }
}
