using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Gpus;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>The GPUs that a silo offers, on a machine whose driver is a fake one.</summary>
public sealed class OfferedGpusTests : IAsyncDisposable
{
    private readonly string _first = $"GPU-{Guid.NewGuid()}";
    private readonly string _second = $"GPU-{Guid.NewGuid()}";
    private readonly FakeNvml _driver;
    private readonly Machine _machine = new();

    public OfferedGpusTests()
    {
        _driver = new FakeNvml(_first, _second);
        foreach (var (name, value) in _driver.Variables) _machine.Environment[name] = value;
    }

    public async ValueTask DisposeAsync()
    {
        await _machine.DisposeAsync();
        _driver.Dispose();
    }

    [Fact]
    public async Task Serve_GpusThatAreNotThereOrAreTaken_IsRefused()
    {
        (await _machine.RunAsync("serve", "--gpus", "8")).ShouldFailInOneSentence(
            "--gpus 8", "this machine has 2", $"cuda:1 (Fake H200, 150 GiB, {_second})");

        var serve = await _machine.ServeAsync("--gpus", "1");
        await serve.WaitForErrorAsync($"GPUs cuda:0 (Fake H200, 150 GiB, {_first})");
        await using var other = new Machine();
        foreach (var (name, value) in _driver.Variables) other.Environment[name] = value;
        (await other.RunAsync("serve", "--gpus", _first)).ShouldFailInOneSentence(
            "another silo on this machine offers", _first);
        var left = await other.ServeAsync();
        await left.WaitForErrorAsync($"GPUs cuda:1 (Fake H200, 150 GiB, {_second}) (another silo");
    }

    [Fact]
    public async Task Serve_FractionsOfGpus_ProgramsAreToldWhichAndHowMuch()
    {
        await _machine.ServeAsync("--cpus", "4");
        (await _machine.RunAsync("submit", "--watch", _machine.Write("sweep.yaml", """
            name: shares
            command: [bash, -c, 'echo "$CUDA_VISIBLE_DEVICES/$TRIAL_DEVICE/$TRIAL_GPU_SHARE/$XLA_PYTHON_CLIENT_MEM_FRACTION"; echo loss=1']
            method: grid
            metric: {name: loss}
            parameters: {x: {values: [1, 2, 3, 4]}}
            resources: {gpu: 0.5}
            """))).ShouldExitWith(0);

        var told = await _machine.QueryAsync("select text from trial_logs where text like '%GPU-%'");
        told.Count.ShouldBe(4);
        foreach (var text in told)
            text.Split('\n')[0].ShouldBeOneOf($"{_first}/cuda/0.5/0.45", $"{_second}/cuda/0.5/0.45");
    }

    [Fact]
    public async Task Lose_AGpuWhileTrialsTrain_TheyGoOnElsewhereAndNoRestartIsCounted()
    {
        var program = new ChainProgram(_machine, mebibytes: 1);
        var sweep = program.Write(trials: 2, more: "resources: {gpu: 1}\nmax_restarts: 0");
        var serve = await _machine.ServeAsync("--cpus", "4");
        (await _machine.RunAsync("submit", sweep)).ShouldExitWith(0);
        await _machine.WaitForAsync(
            "select count(distinct trial_id) from checkpoints", rows => rows[0] == "2");

        _driver.Lose(_second);
        await serve.WaitForErrorAsync($"GPU cuda:1 (Fake H200, 150 GiB, {_second}) does not answer any more");
        await _machine.WaitForAsync(
            "select (select count(*) from trials where status = 'running') || ' ' || (select gpus from silos)",
            rows => rows[0] == "1 1");
        (await _machine.RunAsync("nodes")).ShouldExitWith(0).Output.ShouldContain("cuda:1: has left the machine");

        program.OpenGate();
        await _machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        (await _machine.QueryAsync("select sum(restarts) from trials")).ShouldBe(["0"]);
        (await _machine.NumbersAsync("chain")).ShouldBe(await program.UndisturbedAsync(2));

        _driver.Return(_second);
        await _machine.WaitForAsync("select gpus from silos", rows => rows[0] == "2");
    }
}
