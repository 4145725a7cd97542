using System.Globalization;
using Experiments.Training.Bench;
using TorchSharp;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Runs = 7;
if (args is not ["cnn"])
    Compare("MLP 784-128-10, ReLU, dropout 0.2", "mlp", threads: 1, examples: 60_000);
if (args is not ["mlp"])
    Compare("CNN conv 1-16 3x3, ReLU, pool, conv 16-32 3x3, ReLU, pool, fc 128, ReLU, dropout 0.2, fc 10", "cnn", threads: 2, examples: 9_600);

static void Compare(string model, string workload, int threads, int examples)
{
    torch.set_num_threads(threads);
    using var data = BenchData.Make(examples);
    var convolutions = workload == "cnn";
    var (ours, plain) = (new List<double>(), new List<double>());
    // Runs alternate, so that a machine that slows down or speeds up meanwhile does so for both.
    for (var run = 0; run <= Runs; run++)
    {
        var (our, other) = (OurLoop.SamplesPerSecond(data, convolutions), PlainLoop.SamplesPerSecond(data, convolutions));
        if (run == 0)
            continue;
        ours.Add(our);
        plain.Add(other);
    }

    var (ourMedian, plainMedian) = (ours.Order().ElementAt(Runs / 2), plain.Order().ElementAt(Runs / 2));
    Console.WriteLine($"""
        {model}
        Adam, cross entropy; batch 64, {threads} thread(s), {examples:N0} examples in memory; median (lowest to highest) of
        {Runs} epochs each, in turns

        | training loop                | samples/s | range            | ratio |
        |------------------------------|-----------|------------------|-------|
        | {workload} workload                 | {ourMedian,9:N0} | {ours.Min(),7:N0}-{ours.Max(),-8:N0} | {ourMedian / plainMedian,5:F2} |
        | plain TorchSharp module loop | {plainMedian,9:N0} | {plain.Min(),7:N0}-{plain.Max(),-8:N0} | {1,5:F2} |

        """);
}
