using Experiments.Contracts.Sweeps;
using Experiments.Training.OwnWorkloads;
using Experiments.Training.Tests.OwnWorkloads;
using Experiments.Training.Tests.Support;
using TorchSharp;
using TorchSharp.PyBridge;

namespace Experiments.Training.Tests.Modules;

/// <summary>The template of a user's model, loaded as a library: trained, opened and inspected.</summary>
public sealed class ModuleLibraryTests
{
    private static readonly WorkloadSpec.FromAssembly Template =
        new(TemplateLibrary.PathOf("OwnModel"), "OwnModel.Spirals");

    private static readonly (string, object)[] Own =
        [("units", 16), ("dropout", 0.1), ("epochs", 6), ("learning_rate", 0.02), ("batch_size", 32)];

    [Fact]
    public async Task Open_TrainedTemplate_PredictsWhatItWasMeasuredAt()
    {
        var host = await TrainAsync();
        using var module = await OpenAsync(host);

        module.Epochs.ShouldBe(6);
        var right = Enumerable.Range(0, 200).Count(i =>
        {
            var made = module.PredictValidation(i);
            made.Outputs.Sum().ShouldBe(1, 1e-5);
            made.Classes.ShouldBe(["red", "green", "blue"]);
            return made.Outputs.IndexOf(made.Outputs.Max()) == (int)made.Target[0];
        });
        (right / 200.0).ShouldBe(host.Last("val_accuracy"), 1e-6);
    }

    [Fact]
    public async Task Predict_NumbersOfAnExample_IsWhatTheExampleIs()
    {
        using var module = await OpenAsync(await TrainAsync());
        var example = module.PredictValidation(7);

        var again = module.Predict(
            string.Join(
                ", ", example.Input.Select(
                    number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture))));

        again.Outputs.ShouldBe(example.Outputs);
        again.Target.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("1", "an input of OwnModel.Spirals has 2 numbers, [2], but 1 were given")]
    [InlineData("1, x", "'x' is not a number")]
    public async Task Predict_NumbersThatAreNoInput_SaysWhatOneIs(string values, string why)
    {
        using var module = await OpenAsync(await TrainAsync());

        Should.Throw<UserErrorException>(() => module.Predict(values)).Message.ShouldContain(why);
    }

    [Fact]
    public async Task Predict_ExampleThatIsNotThere_SaysHowManyThereAre()
    {
        using var module = await OpenAsync(await TrainAsync());

        Should.Throw<UserErrorException>(() => module.PredictValidation(200)).Message
            .ShouldBe("there is no example 200: OwnModel.Spirals is validated on 200, numbered from 0");
    }

    [Fact]
    public async Task Save_TrainedTemplate_CanBeLoadedIntoTheSameModule()
    {
        using var module = await OpenAsync(await TrainAsync());
        var file = Path.Combine(Directory.CreateTempSubdirectory("experiments-own-").FullName, "model.safetensors");
        using var same = torch.nn.Sequential(
            ("hidden1", torch.nn.Linear(2, 16)), ("hidden2", torch.nn.Linear(16, 16)),
            ("scores", torch.nn.Linear(16, 3)));

        module.SaveSafetensors(file);
        same.load_safetensors(file);

        module.Parameters.Select(parameter => parameter.Name).ShouldBe(same.state_dict().Keys, ignoreOrder: true);
        same.state_dict()["hidden1.weight"].abs().sum().item<float>().ShouldBeGreaterThan(0);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public async Task Find_ClassThatIsAnotherKindOfWorkload_IsNull() =>
        (await ModuleLibrary.FindAsync(
            new(typeof(ThreadNaming).Assembly.Location, typeof(ThreadNaming).FullName!),
            CancellationToken.None)).ShouldBeNull();

    private static async Task<RecordingHost> TrainAsync()
    {
        var host = new RecordingHost();
        await new OwnWorkloadExecutor(TimeProvider.System).RunAsync(
            Trials.Order(
                "none", Trials.Parameters(
                    Own)) with
            { Workload = Template, Parameters = new TrialParameters(Trials.Parameters(Own), null) },
            host, CancellationToken.None);
        return host;
    }

    private static async Task<TrainedModule> OpenAsync(RecordingHost host) =>
        (await ModuleLibrary.FindAsync(Template, CancellationToken.None)).ShouldNotBeNull()
            .Open(Trials.Parameters(Own), 7, host.Checkpoints[^1].Data);
}
