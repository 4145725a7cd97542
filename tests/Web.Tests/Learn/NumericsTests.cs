using System.Globalization;
using Experiments.Web.Tests.Page;
using TorchSharp;
using static TorchSharp.torch;

namespace Experiments.Web.Tests.Learn;

/// <summary>
/// The mathematics of the lessons, computed by the page, against finite differences and against torch.
/// </summary>
public sealed class NumericsTests(SharedPage shared, Chromium chromium) : IClassFixture<SharedPage>
{
    private const string Root = "/page/learn/numerics";

    [Fact]
    public async Task Slopes_OfActivations_AreThoseOfTheirFunctions()
    {
        await using var visit = await PageVisit.BeginAsync(chromium, shared.Api, "/learn");
        var worst = await visit.Page.EvaluateAsync<double>(
            $$"""
            async () => {
              const { ACTIVATIONS } = await import('{{Root}}/activations.js');
              const { SLOPES, crossEntropy, squaredError } = await import('{{Root}}/losses.js');
              let worst = 0;
              const check = (f, slope, z) => {
                worst = Math.max(worst, Math.abs((f(z + 1e-5) - f(z - 1e-5)) / 2e-5 - slope));
              };
              for (const { f, slope } of Object.values(ACTIVATIONS)) {
                for (let z = -5.03; z < 5.1; z += 0.1) check(f, slope(z), z);
              }
              const { sigmoid } = ACTIVATIONS;
              for (let z = -5; z <= 5; z += 0.5) {
                check((at) => crossEntropy(sigmoid.f(at)), SLOPES.crossEntropy(sigmoid.f(z)), z);
                check((at) => squaredError(sigmoid.f(at), 1), SLOPES.mse(sigmoid.f(z)), z);
              }
              return worst;
            }
            """);
        worst.ShouldBeLessThan(1e-6);
    }

    [Fact]
    public async Task Values_OfActivations_AreThoseOfTorch()
    {
        await using var visit = await PageVisit.BeginAsync(chromium, shared.Api, "/learn");
        foreach (var name in new[] { "relu", "leaky_relu", "gelu", "sigmoid", "tanh" })
        {
            var values = await visit.Page.EvaluateAsync<double[]>(
                $$"""
                async () => {
                  const { ACTIVATIONS } = await import('{{Root}}/activations.js');
                  return Array.from({ length: 41 }, (_, i) => ACTIVATIONS['{{name}}'].f(i / 4 - 5));
                }
                """);
            var expected = TabulateByTorch(name);
            values.Length.ShouldBe(expected.Length);
            for (var i = 0; i < values.Length; i++)
                values[i].ShouldBe(expected[i], 1e-6, $"{name} at {i / 4.0 - 5}");
        }
    }

    private static double[] TabulateByTorch(string activation)
    {
        using var scope = NewDisposeScope();
        var z = linspace(-5, 5, 41, ScalarType.Float64);
        var values = activation switch
        {
            "relu" => z.relu(),
            "leaky_relu" => nn.functional.leaky_relu(z, 0.01),
            "gelu" => z.gelu(),
            "sigmoid" => z.sigmoid(),
            _ => z.tanh(),
        };
        return [.. values.data<double>()];
    }

    [Fact]
    public async Task Gradients_OfANetwork_AreThoseOfFiniteDifferences()
    {
        await using var visit = await PageVisit.BeginAsync(chromium, shared.Api, "/learn");
        var worst = await visit.Page.EvaluateAsync<double[]>(
            $$"""
            async () => {
              const { backward, createNetwork, forward, gradientStatistics } = await import('{{Root}}/network.js');
              const { createRandom, normal } = await import('{{Root}}/randomness.js');
              const { softmax, crossEntropy } = await import('{{Root}}/losses.js');
              const layers = createNetwork([3, 5, 4, 3], 'tanh', 'xavier', createRandom(9));
              const input = [0.3, -0.8, 0.5];
              const outputs = () => forward(layers, input).at(-1).outputs;
              const loss = () => crossEntropy(softmax(outputs())[1]);
              const slopes = softmax(outputs()).map((p, i) => p - (i === 1 ? 1 : 0));
              const gradients = backward(layers, input, forward(layers, input), slopes);
              const differ = (values, i, of) => {
                const before = values[i];
                values[i] = before + 1e-5; const more = of();
                values[i] = before - 1e-5; const less = of();
                values[i] = before;
                return (more - less) / 2e-5;
              };
              let [worst, largest] = [0, 0];
              layers.forEach((layer, l) => layer.weights.forEach((row, unit) => {
                row.forEach((_, i) => {
                  const expected = differ(row, i, loss);
                  largest = Math.max(largest, Math.abs(expected));
                  worst = Math.max(worst, Math.abs(expected - gradients[l].weights[unit][i]));
                });
                worst = Math.max(worst, Math.abs(differ(layer.biases, unit, loss) - gradients[l].biases[unit]));
              }));

              // The statistics, of the same examples as they draw.
              const batch = () => {
                const random = createRandom(6);
                let sum = 0;
                for (let example = 0; example < 4; example++) {
                  const its = Array.from({ length: 3 }, () => normal(random));
                  const label = Math.floor(random() * 3);
                  sum += crossEntropy(softmax(forward(layers, its).at(-1).outputs)[label]) / 4;
                }
                return sum;
              };
              const found = gradientStatistics(layers, 4, createRandom(6));
              layers.forEach((layer, l) => {
                const all = layer.weights.flatMap((row) => row.map((_, i) => differ(row, i, batch)));
                const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
                const deviation = Math.sqrt(all.reduce((sum, one) => sum + (one - mean) ** 2, 0) / all.length);
                worst = Math.max(worst, Math.abs(found[l].mean - mean), Math.abs(found[l].deviation - deviation));
              });
              return [worst, largest];
            }
            """);
        worst[1].ShouldBeGreaterThan(0.05, "a gradient of zeros would prove nothing");
        worst[0].ShouldBeLessThan(1e-7);
    }

    [Fact]
    public async Task Way_OfAnOptimizer_IsThatOfTorch()
    {
        await using var visit = await PageVisit.BeginAsync(chromium, shared.Api, "/learn");
        foreach (var (name, rate) in new[] { ("sgd", 0.05), ("momentum", 0.01), ("rmsprop", 0.02), ("adam", 0.05) })
        {
            var flat = await visit.Page.EvaluateAsync<double[]>(
                $$"""
                async () => {
                  const { travel } = await import('{{Root}}/optimizers.js');
                  const { SURFACES } = await import('{{Root}}/surfaces.js');
                  const rate = {{rate.ToString(CultureInfo.InvariantCulture)}};
                  return travel(SURFACES.valley, '{{name}}', rate, [-1.4, 1.6], 60).flat();
                }
                """);
            using var scope = NewDisposeScope();
            var point = nn.Parameter(tensor(new[] { -1.4, 1.6 }));
            optim.Optimizer optimizer = name switch
            {
                "sgd" => optim.SGD([point], rate),
                "momentum" => optim.SGD([point], rate, momentum: 0.9),
                "rmsprop" => optim.RMSProp([point], rate),
                _ => optim.Adam([point], rate),
            };
            for (var step = 1; step <= 60; step++)
            {
                optimizer.zero_grad();
                var (x, y) = (point[0], point[1]);
                ((1 - x).pow(2) * 0.05 + (y - x * x).pow(2) * 0.5).backward();
                optimizer.step();
                flat[2 * step].ShouldBe(point[0].ToDouble(), 1e-6, $"x of {name} after {step} steps");
                flat[2 * step + 1].ShouldBe(point[1].ToDouble(), 1e-6, $"y of {name} after {step} steps");
            }
        }
    }

    [Fact]
    public async Task Frame_OfADrawing_IsLikeAnImageOfMnist()
    {
        await using var visit = await PageVisit.BeginAsync(chromium, shared.Api, "/learn");
        // A tall L in a corner: its mass is low and at the left of its box.
        var image = await visit.Page.EvaluateAsync<double[]>(
            $$"""
            async () => {
              const { frame } = await import('{{Root}}/framing.js');
              const drawing = new Float64Array(100 * 100);
              for (let y = 2; y < 42; y++) for (let x = 3; x < 7; x++) drawing[y * 100 + x] = 1;
              for (let x = 3; x < 23; x++) for (let y = 38; y < 42; y++) drawing[y * 100 + x] = 1;
              return frame(drawing, 100);
            }
            """);
        image.Length.ShouldBe(784);
        image.Max().ShouldBe(1, 1e-9);
        var inked = Enumerable.Range(0, 784).Where(i => image[i] > 0.5).ToArray();
        (inked.Max(i => i / 28) - inked.Min(i => i / 28) + 1).ShouldBe(20);
        (inked.Max(i => i % 28) - inked.Min(i => i % 28) + 1).ShouldBe(10);
        var mass = image.Sum();
        Enumerable.Range(0, 784).Sum(i => image[i] * (i % 28 + 0.5)).ShouldBe(14 * mass, 0.51 * mass);
        Enumerable.Range(0, 784).Sum(i => image[i] * (i / 28 + 0.5)).ShouldBe(14 * mass, 0.51 * mass);
        (await visit.Page.EvaluateAsync<bool>(
            $"async () => (await import('{Root}/framing.js')).frame(new Float64Array(100), 10) === null"))
            .ShouldBeTrue();
    }

    [Fact]
    public async Task Texts_OfBothLanguages_HaveTheSameParts()
    {
        await using var visit = await PageVisit.BeginAsync(chromium, shared.Api, "/learn");
        var faults = await visit.Page.EvaluateAsync<string[]>(
            """
            async () => {
              const en = (await import('/page/learn/texts/en/index.js')).default;
              const zh = (await import('/page/learn/texts/zh/index.js')).default;
              const faults = [];
              const compare = (a, b, at) => {
                if (typeof a !== typeof b) faults.push(`${at} is missing in one language`);
                else if (typeof a === 'string' && a.length > 25 && !/[\u4e00-\u9fff]/.test(b) && !a.includes('{'))
                  faults.push(`${at} is not translated: ${b}`);
                else if (typeof a === 'function' && a.length !== b.length) faults.push(`${at} takes other values`);
                else if (a && typeof a === 'object') {
                  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
                  for (const key of keys) compare(a[key], b[key], `${at}.${key}`);
                }
              };
              compare(en, zh, 'texts');
              return faults;
            }
            """);
        faults.ShouldBeEmpty();
    }
}
