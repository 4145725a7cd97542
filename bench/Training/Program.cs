using System.Globalization;
using Experiments.Bench.Shared;
using Experiments.Training.Bench;
using Experiments.Training.Datasets;
using TorchSharp;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Runs = 7;
if (args is not ["cnn"])
    Compare("MLP 784-128-10, ReLU, dropout 0.2", "mlp", threads: 1, examples: 60_000);
if (args is not ["mlp"])
    Compare(
        "CNN conv 1-16 3x3, ReLU, pool, conv 16-32 3x3, ReLU, pool, fc 128, ReLU, dropout 0.2, fc 10", "cnn",
        threads: 2, examples: 9_600);

static void Compare(string model, string workload, int threads, int examples)
{
    torch.set_num_threads(threads);
    using var data = BenchData.Make(examples);
    var convolutions = workload == "cnn";
    Func<ImageSet, bool,
    double>[] loops = [OurLoop.SamplesPerSecond, ModuleLoop.SamplesPerSecond, PlainLoop.SamplesPerSecond];
    var rates = loops.Select(_ => new List<double>()).ToArray();
    // The runs alternate, so that changes in the machine's speed affect all of them.
    for (var run = 0; run <= Runs; run++)
    {
        for (var i = 0; i < loops.Length; i++)
        {
            var rate = loops[i](data, convolutions);
            if (run > 0) rates[i].Add(rate);
        }
    }

    Console.WriteLine($"""
        {model}
        Adam, cross entropy; batch 64, {threads} thread(s), {examples:N0} examples in memory; median (lowest to highest)
        of {Runs} epochs each, in turns; the ratio is the median of those of neighbouring epochs

        | training loop                  | samples/s | range            | ratio |
        |--------------------------------|-----------|------------------|-------|
        {Row($"{workload}, gradients by hand", rates[0], rates[2])}
        {Row("as a module of one's own", rates[1], rates[2])}
        {Row("plain TorchSharp module loop", rates[2], rates[2])}

        """);
}

static string Row(string loop, List<double> rates, List<double> plain) =>
    $"| {loop,-30} | {Medians.Of(rates),9:N0} | {rates.Min(),7:N0}-{rates.Max(),-8:N0} | "
    + $"{Medians.Of(rates.Zip(plain, (rate, other) => rate / other)),5:F2} |";
