using Experiments.Contracts.Metrics;
using Experiments.Contracts.Workloads;
using Experiments.Training.Tests.Support;

namespace Experiments.Training.Tests.Workloads;

/// <summary>Every value that the schema allows is accepted, and every parameter changes the trained model.</summary>
public class ClassifierParameterTests
{
    public static TheoryData<string, string, string> Words() => new(
        from schema in new[] { BuiltInWorkloads.Mlp, BuiltInWorkloads.Cnn }
        from parameter in schema.Parameters
        where parameter.Rule is ParameterRule.OneOf
        from word in ((ParameterRule.OneOf)parameter.Rule).Words
        select (schema.Name, parameter.Name, word));

    public static TheoryData<string, string, object> OtherThanUsual() => new(
    [
        .. Shared.Select(row => ("mlp", row.Name, row.Value)), .. Shared.Select(row => ("cnn", row.Name, row.Value)),
        ("cnn", "channels", 3), ("cnn", "kernel_size", 2),
    ]);

    private static readonly (string Name, object Value)[] Shared =
    [
        ("optimizer", "sgd"), ("learning_rate", 0.02), ("momentum", 0.5), ("nesterov", true), ("weight_decay", 0.1),
        ("lr_schedule", "cosine"), ("lr_schedule", "step"), ("lr_schedule", "one_cycle"), ("loss", "mse"),
        ("label_smoothing", 0.1), ("gradient_clip", 0.01), ("activation", "tanh"), ("dropout", 0.5),
        ("hidden_units", 17), ("hidden_units", new[] { 16, 8 }),
        ("batch_norm", true), ("batch_size", 40), ("epochs", 3), ("train_examples", 299), ("init", "normal"),
        ("seed", 1),
    ];

    [Theory, MemberData(nameof(Words))]
    public async Task TrainAsync_EachWordOfTheSchema_Trains(string workload, string name, string word)
    {
        var host = await Trials.TrainAsync(Trials.Small(workload, (name, word)), interrupted: CancellationToken.None);

        double.IsFinite(host.Last(MetricNames.ValLoss)).ShouldBeTrue();
        host.Last(MetricNames.TestAccuracy).ShouldBeInRange(0, 1);
    }

    [Theory, MemberData(nameof(OtherThanUsual))]
    public async Task TrainAsync_OneParameterChanged_TrainsOtherwise(string workload, string name, object value)
    {
        // Nesterov's momentum and momentum itself are only read by an optimizer that has a momentum.
        (string, object)[] basis = name switch
        {
            "nesterov" => [("optimizer", "sgd"), ("momentum", 0.5)],
            "momentum" => [("optimizer", "rmsprop")],
            _ => [],
        };

        var usual = await Trials.TrainAsync(Trials.Small(workload, [.. basis]), interrupted: CancellationToken.None);
        var other = await Trials.TrainAsync(
            Trials.Small(workload, [.. basis, (name, value)]), interrupted: CancellationToken.None);

        other.Deterministic.ShouldNotBe(usual.Deterministic);
    }

    [Fact]
    public void Parameters_OfTheSchema_AreAllTried()
    {
        var tried = OtherThanUsual().Select(row => (row.Data.Item1, row.Data.Item2));

        var all =
            from schema in new[] { BuiltInWorkloads.Mlp, BuiltInWorkloads.Cnn }
            from parameter in schema.Parameters
            select (schema.Name, parameter.Name);
        // Parameters that end a trial have their own tests.
        all.Except(tried).Select(parameter => parameter.Item2).Distinct().ShouldBe(["stop_on"]);
    }
}
