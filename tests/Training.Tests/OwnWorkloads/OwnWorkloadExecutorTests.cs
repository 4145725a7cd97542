using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Sweeps;
using Experiments.Training.OwnWorkloads;
using Experiments.Training.Tests.Support;

namespace Experiments.Training.Tests.OwnWorkloads;

public sealed class OwnWorkloadExecutorTests : IDisposable
{
    private static readonly string Template = TemplateLibrary.PathOf("OwnWorkload");
    private static readonly Version Ours = typeof(IWorkload).Assembly.GetName().Version!;
    private static readonly string Here = typeof(NoWorkload).Assembly.Location;

    private readonly OwnWorkloadExecutor _executor = new(TimeProvider.System);
    private readonly string _folder = Directory.CreateTempSubdirectory("experiments-own-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_Template_TrainsAndSaves()
    {
        var host = await RunAsync(Template, "OwnWorkload.Descent", ("learning_rate", 0.001), ("epochs", 3));

        host.Points.Select(point => point.Step).ShouldBe([1, 2, 3]);
        host.Points.Select(point => point.Value).ShouldBeInOrder(SortDirection.Descending);
        host.Checkpoints.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Run_TemplateFromACheckpoint_GoesOnAsIfNeverInterrupted()
    {
        var whole = await RunAsync(Template, "OwnWorkload.Descent", ("learning_rate", 0.001), ("momentum", 0.5));
        var rest = new RecordingHost();
        var order = Order(Template, "OwnWorkload.Descent", ("learning_rate", 0.001), ("momentum", 0.5));

        await _executor.RunAsync(order with { Resume = whole.Checkpoints[3] }, rest, CancellationToken.None);

        rest.Points.ShouldBe(whole.Points.Skip(4));
    }

    [Fact]
    public async Task Run_TemplateAtARungThatItDoesNotPass_SavesThereAndReturns()
    {
        var host = new RecordingHost
        {
            Answer = points => points[0].Step == 2 ? TrialSignal.SaveCheckpoint : TrialSignal.Continue,
            Saved = step => step == 2 ? TrialSignal.Stop : TrialSignal.Continue,
        };
        var order = Order(
            Template, "OwnWorkload.Descent", ("learning_rate", 0.001)) with
        { CheckpointEveryEpochs = 100 };

        await _executor.RunAsync(order, host, CancellationToken.None);

        host.Points.Select(point => point.Step).ShouldBe([1, 2]);
        host.Checkpoints.ShouldHaveSingleItem().Step.ShouldBe(2);
    }

    [Fact]
    public async Task Run_TemplateThatDiverges_IsDoomed() =>
        (await RunAsync(Template, "OwnWorkload.Descent", ("learning_rate", 1.0))
            .ShouldThrowAsync<TrialDoomedException>())
            .Message.ShouldStartWith("diverged at step 1: loss is");

    [Fact]
    public async Task Run_ParametersThatItsSchemaDoesNotHave_AreRefusedWithNearNames()
    {
        var error = await RunAsync(Template, "OwnWorkload.Descent", ("learning_rat", 0.1), ("momentum", 2.0))
            .ShouldThrowAsync<TrialDoomedException>();

        error.Message.ShouldBe(
            "workload 'descent' has no parameter 'learning_rat'; did you mean 'learning_rate'?; "
            + "parameter 'momentum' needs a number ≥ 0 and < 1, but got 2.0");
    }

    [Fact]
    public async Task Run_WorkloadWithoutASchema_TakesAnyParameterOnAThreadOfItsOwn()
    {
        var host = await RunAsync(Here, typeof(ThreadNaming).FullName!, ("anything", 5));

        host.Points.ShouldHaveSingleItem().ShouldBe(new("trial 0 attempt 1", 1, 5));
    }

    [Fact]
    public async Task Prepare_Template_SaysWithWhatItRuns()
    {
        var made = await _executor.PrepareAsync(
            new WorkloadSpec.FromAssembly(Template, "OwnWorkload.Descent"), 2, new Progress<string>(),
            CancellationToken.None);

        made.WorkloadSha256!.Length.ShouldBe(64);
        (made.TorchVersion, made.Threads).ShouldBe((null, 2));
    }

    [Theory]
    [InlineData("NoWorkload", "does not implement Experiments.Workloads.IWorkload")]
    [InlineData("WorkloadThatWants", "has no public constructor without parameters: give it one")]
    [InlineData("WorkloadThatThrows", "cannot be made: no licence")]
    [InlineData("AbstractWorkload", "cannot be created: it is abstract or generic")]
    [InlineData("ThreadNamings", "did you mean 'Experiments.Training.Tests.OwnWorkloads.ThreadNaming'?")]
    [InlineData("X.Y.Z", "; its workloads are Experiments.Training.Tests.")]
    public async Task Prepare_TypeThatIsNone_SaysWhy(string type, string why) =>
        (await RefusedAsync(
            Here, type.Contains('.') ? type : $"Experiments.Training.Tests.OwnWorkloads.{type}")).ShouldContain(why);

    [Fact]
    public async Task Prepare_FileThatIsNotThere_SaysWhatToDo() =>
        (await RefusedAsync(Path.Combine(_folder, "None.dll"), "A.B")).ShouldContain("has no file '");

    [Fact]
    public async Task Prepare_FileThatIsNoAssembly_SaysSo()
    {
        var file = Path.Combine(_folder, "Text.dll");
        await File.WriteAllTextAsync(file, "hello", TestContext.Current.CancellationToken);

        (await RefusedAsync(file, "A.B")).ShouldContain("is not a .NET assembly");
    }

    [Fact]
    public async Task Prepare_AssemblyThatKnowsNothingOfUs_SaysWhatToReference() =>
        (await RefusedAsync(typeof(Should).Assembly.Location, "A.B")).ShouldContain(
            "does not use Experiments.Workloads");

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    public void Refuse_LaterVersions_SaysWhatToBuildAgainst(int major, int minor)
    {
        var later = new Version(Ours.Major + major, Ours.Minor + minor, 0);

        Should.Throw<UserErrorException>(() => new LibraryManifest("My.dll", null, later).RefuseIfForeign())
            .Message.ShouldContain(
                $"was built against Experiments.Workloads {later}, and this node has {Ours.ToString(3)}");
    }

    [Theory]
    [InlineData(".NETCoreApp,Version=v99.0")]
    [InlineData(".NETFramework,Version=v4.8")]
    public void Refuse_OtherFrameworks_SaysWhatToBuildFor(string framework) =>
        Should.Throw<UserErrorException>(() => new LibraryManifest("My.dll", framework, Ours).RefuseIfForeign())
            .Message.ShouldContain("set <TargetFramework> to net10.0");

    [Theory]
    [InlineData(".NETCoreApp,Version=v8.0")]
    [InlineData(".NETStandard,Version=v2.1")]
    [InlineData(null)]
    public void Refuse_FrameworksThatRunHere_DoesNot(string? framework) =>
        Should.NotThrow(
            () => new LibraryManifest(
                "My.dll", framework, typeof(IWorkload).Assembly.GetName().Version).RefuseIfForeign());

    [Fact]
    public async Task Run_LibraryBuiltAnew_IsLoadedAnewBesideTheOld()
    {
        var file = Path.Combine(_folder, "OwnWorkload.dll");
        File.Copy(Template, file);
        var before = await _executor.PrepareAsync(
            new WorkloadSpec.FromAssembly(file, "OwnWorkload.Descent"), 1, new Progress<string>(),
            CancellationToken.None);
        File.Copy(Here, file, overwrite: true);

        var after = await _executor.PrepareAsync(
            new WorkloadSpec.FromAssembly(file, typeof(ThreadNaming).FullName!), 1, new Progress<string>(),
            CancellationToken.None);

        after.WorkloadSha256.ShouldNotBe(before.WorkloadSha256);
    }

    private async Task<string> RefusedAsync(string file, string type)
    {
        var own = new WorkloadSpec.FromAssembly(file, type);
        return (await _executor.PrepareAsync(own, 1, new Progress<string>(), CancellationToken.None)
            .ShouldThrowAsync<UserErrorException>()).Message;
    }

    private async Task<RecordingHost> RunAsync(string file, string type, params (string, object)[] parameters)
    {
        var host = new RecordingHost();
        await _executor.RunAsync(Order(file, type, parameters), host, CancellationToken.None);
        return host;
    }

    private static TrialOrder Order(string file, string type, params (string, object)[] parameters) =>
        Trials.Order("none", Trials.Parameters(parameters)) with
        {
            Workload = new WorkloadSpec.FromAssembly(file, type),
            Parameters = new TrialParameters(Trials.Parameters(parameters), null),
        };
}
