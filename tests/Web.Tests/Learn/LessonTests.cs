using System.Globalization;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Experiments.Web.Tests.Page;
using Microsoft.Playwright;

namespace Experiments.Web.Tests.Learn;

/// <summary>
/// The lessons that compute everything in the page: something is moved in each, and the numbers that must follow are
/// computed here once more. After that nothing of it breaks a rule of axe or is wider than the screen.
/// </summary>
public sealed partial class LessonTests(SharedLessons shared, Chromium chromium) : IClassFixture<SharedLessons>
{
    [Theory, InlineData("en"), InlineData("zh")]
    public async Task Neuron_WeightsAreMoved_ComputesItsOutput(string language)
    {
        await using var visit = await shared.VisitAsync(chromium, "neuron", language);
        await MoveAsync(visit, "w1", "2");
        await MoveAsync(visit, "w2", "-1");
        await MoveAsync(visit, "b", "0.5");
        // The input is (1.4, −0.6) at the start.
        var z = 2 * 1.4 + 0.6 + 0.5;
        await visit.SeesAsync(".formula", $"= {Text(z, 3)}");
        await visit.SeesAsync(".formula", $"= {Text(1 / (1 + Math.Exp(-z)), 3)}");
        await visit.Page.Locator("#at-w1").FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.SeesAsync(".formula", $"= {Text(z + 0.05 * 1.4, 3)}");
        visit.Page.Url.ShouldContain("w1=2.05");
        await ChooseAsync(visit, "bend", "tanh");
        await visit.SeesAsync(".formula", $"= {Text(Math.Tanh(z + 0.05 * 1.4), 3)}");

        await MoveAsync(visit, "w1", "1");
        await MoveAsync(visit, "w2", "1");
        await MoveAsync(visit, "b", "0");
        await visit.SeesAsync(".goals .reached", "");
        await ChooseAsync(visit, "points", "shifted");
        await Assertions.Expect(visit.Page.Locator(".goals .reached")).ToHaveCountAsync(1);
        await MoveAsync(visit, "b", "-2.4");
        await Assertions.Expect(visit.Page.Locator(".goals .reached")).ToHaveCountAsync(2);
        await visit.Page.ReloadAsync();
        (await visit.Page.Locator("#at-b").InputValueAsync()).ShouldBe("-2.4");
        await CheckAsync(visit);
    }

    [Theory, InlineData("en"), InlineData("zh")]
    public async Task Passes_StepByStep_HasTheGradientsAndTheStepOfTheTextbook(string language)
    {
        await using var visit = await shared.VisitAsync(chromium, "passes", language);
        await MoveAsync(visit, "x1", "0.5");
        await MoveAsync(visit, "rate", "2");
        var next = visit.Page.Locator(".steps .primary");
        for (var step = 0; step < 6; step++) await next.PressAsync("Enter");
        var (weights, bills) = await ReadNumbersAsync(visit);
        var (loss, expected) = Backpropagate(weights, [0.5, -0.5], 0.9);
        for (var i = 0; i < weights.Length; i++) bills[i].ShouldBe(expected[i], 2e-4, $"gradient {i}");
        await visit.SeesAsync(".steps + p", Text(loss, 4));

        await next.ClickAsync();
        var (moved, _) = await ReadNumbersAsync(visit);
        for (var i = 0; i < weights.Length; i++)
            moved[i].ShouldBe(weights[i] - 2 * expected[i], 4e-4, $"weight {i}");
        await Assertions.Expect(visit.Page.Locator(".goals .reached")).ToHaveCountAsync(1);
        await visit.Page.Locator(".steps button").Nth(2).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".goals .reached")).ToHaveCountAsync(2);
        await CheckAsync(visit);
    }

    [Theory, InlineData("en"), InlineData("zh")]
    public async Task Losses_ProbabilityIsMoved_PunishesConfidentMistakes(string language)
    {
        await using var visit = await shared.VisitAsync(chromium, "losses", language);
        await MoveAsync(visit, "p", "0.015");
        var formulas = visit.Page.Locator(".formula");
        await Assertions.Expect(formulas.Nth(0)).ToContainTextAsync(Text(Math.Pow(1 - 0.015, 2), 3));
        await Assertions.Expect(formulas.Nth(0)).ToContainTextAsync(Text(-Math.Log(0.015), 3));
        await Assertions.Expect(formulas.Nth(1)).ToContainTextAsync(Text(2 * (0.015 - 1) * 0.015 * (1 - 0.015), 3));
        await Assertions.Expect(formulas.Nth(1)).ToContainTextAsync(Text(0.015 - 1, 3));
        await Assertions.Expect(visit.Page.Locator(".goals .reached")).ToHaveCountAsync(1);

        await visit.Page.Locator(".bench .row button").ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".goals .reached")).ToHaveCountAsync(2);
        var best = FirstNumber(await formulas.Nth(2).TextContentAsync());
        // No line beside it is better.
        foreach (var slider in new[] { "slope", "height" })
        {
            var value = double.Parse(
                await visit.Page.Locator($"#at-{slider}").InputValueAsync(), CultureInfo.InvariantCulture);
            foreach (var other in new[] { value - 0.05, value + 0.05, value })
            {
                await MoveAsync(visit, slider, other.ToString("0.##", CultureInfo.InvariantCulture));
                FirstNumber(await formulas.Nth(2).TextContentAsync()).ShouldBeGreaterThanOrEqualTo(best);
            }
        }

        await CheckAsync(visit);
    }

    [Theory, InlineData("en"), InlineData("zh")]
    public async Task Frameworks_WidthAndTopic_AreInTheCode(string language)
    {
        await using var visit = await shared.VisitAsync(chromium, "frameworks", language);
        await visit.SeesAsync(".formula", "101,770");
        await MoveAsync(visit, "hidden", "64");
        await visit.SeesAsync(".formula", $"{(784 + 1) * 64 + (64 + 1) * 10:#,0}");
        await visit.SeesAsync("[data-team=pytorch] pre", "nn.Linear(784, 64)");
        await visit.SeesAsync("[data-team=tensorflow] pre", "layers.Dense(64");
        await visit.SeesAsync("[data-team=here] pre", "hidden_units: {value: 64}");
        // Radio buttons are one stop of the keyboard.
        await visit.Page.Locator("#at-topic-model").FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.SeesAsync("[data-team=pytorch] pre", "optimizer.step()");
        foreach (var topic in new[] { "flow", "gpu", "debug" }) await ChooseAsync(visit, "topic", topic);
        await Assertions.Expect(visit.Page.Locator(".goals .reached")).ToHaveCountAsync(2);
        visit.Page.Url.ShouldContain("hidden=64&topic=debug");
        await CheckAsync(visit);
    }

    [Theory, InlineData("en"), InlineData("zh")]
    public async Task Activations_AtAPoint_HaveTheirValuesAndSlopes(string language)
    {
        await using var visit = await shared.VisitAsync(chromium, "activations", language);
        await MoveAsync(visit, "z", "-2");
        await MoveAsync(visit, "layers", "10");
        await visit.Page.Locator("[name=leaky_relu]").CheckAsync();
        var sigmoid = 1 / (1 + Math.Exp(2));
        var slope = sigmoid * (1 - sigmoid);
        await SeesRowAsync("sigmoid", Text(sigmoid, 4), Text(slope, 4), Power(Math.Pow(slope, 10)));
        slope = 1 - Math.Pow(Math.Tanh(2), 2);
        await SeesRowAsync("tanh", Text(-Math.Tanh(2), 4), Text(slope, 4), Power(Math.Pow(slope, 10)));
        await SeesRowAsync("relu", "0.0000", "0.0000", "0");
        await SeesRowAsync("leaky_relu", "−0.0200", "0.0100", "1.0e−20");
        await Assertions.Expect(visit.Page.Locator(".goals .reached")).ToHaveCountAsync(1);
        await CheckAsync(visit);

        Task SeesRowAsync(string name, params string[] numbers) =>
            Assertions.Expect(visit.Page.Locator($"[data-function={name}] .number")).ToHaveTextAsync(numbers);
    }

    [Theory, InlineData("en"), InlineData("zh")]
    public async Task Optimizers_AfterSomeSteps_AreWhereTheyMustBe(string language)
    {
        await using var visit = await shared.VisitAsync(chromium, "optimizers", language);
        await MoveAsync(visit, "steps", "10");
        // The slope of ½x² + 5y² is (x, 10y), and SGD with 0.1 jumps to y = 0 at once.
        await SeesAsync("sgd", 0.5 * Math.Pow(1.7 * Math.Pow(0.9, 10), 2));
        // While the slope keeps its sign and hardly changes, each of Adam's steps is about as long as its rate.
        var adam = 0.5 * Math.Pow(1.7 - 0.01, 2) + 5 * Math.Pow(1.3 - 0.01, 2);
        FirstNumber(await LossOf("adam").TextContentAsync()).ShouldBe(adam, 0.02);
        await MoveAsync(visit, "factor", "1");
        await MoveAsync(visit, "steps", "300");
        await visit.SeesAsync("[data-optimizer=sgd]", "∞");
        await Assertions.Expect(visit.Page.Locator(".goals .reached")).ToHaveCountAsync(2);
        await ChooseAsync(visit, "surface", "saddle");
        await Assertions.Expect(visit.Page.Locator(".goals .reached")).ToHaveCountAsync(3);

        await MoveAsync(visit, "rate", "0.5");
        await visit.SeesAsync(".formula", $"x = {Text(2 * Math.Pow(0.5, 12), 4)}");
        await MoveAsync(visit, "rate", "2.3");
        await visit.SeesAsync(".formula", $"x = {Text(2 * Math.Pow(1.3, 12), 4)}");
        await Assertions.Expect(visit.Page.Locator(".goals .reached")).ToHaveCountAsync(4);
        await CheckAsync(visit);

        ILocator LossOf(string name) => visit.Page.Locator($"[data-optimizer={name}] .number").Nth(1);
        Task SeesAsync(string name, double loss) => Assertions.Expect(LossOf(name)).ToHaveTextAsync(Text(loss, 3));
    }

    /// <summary>Checks that axe finds nothing, and that the page is not wider than the screen.</summary>
    internal static async Task CheckAsync(PageVisit visit)
    {
        var result = await visit.Page.RunAxe();
        result.Violations.Where(one => one.Impact is "serious" or "critical" or "moderate")
            .Select(one => $"{one.Id}: {one.Help}: {string.Join("; ", one.Nodes.Select(n => n.Html))}").ShouldBeEmpty();
        (await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"))
            .ShouldBeLessThanOrEqualTo(0);
    }

    /// <summary>Moves a slider.</summary>
    internal static Task MoveAsync(PageVisit visit, string name, string value) =>
        visit.Page.Locator($"#at-{name}").FillAsync(value);

    /// <summary>Chooses one of few.</summary>
    internal static Task ChooseAsync(PageVisit visit, string name, string value) =>
        visit.Page.Locator($"#at-{name}-{value}").CheckAsync();

    /// <summary>A number as the page writes it.</summary>
    internal static string Text(double value, int digits) =>
        value.ToString($"F{digits}", CultureInfo.InvariantCulture).Replace('-', '−');

    private static string Power(double value)
    {
        var power = (int)Math.Floor(Math.Log10(value));
        return $"{Text(value / Math.Pow(10, power), 1)}e{power}".Replace('-', '−');
    }

    private static double FirstNumber(string? text) =>
        double.Parse(Number().Match(text!.Replace('−', '-')).Value, CultureInfo.InvariantCulture);

    /// <summary>Reads the weights and gradients: for each hidden unit two weights and a bias, then those of the last.
    /// </summary>
    private static async Task<(double[] Weights, double[] Bills)> ReadNumbersAsync(PageVisit visit)
    {
        var cells = await visit.Page.Locator("details td.number").AllTextContentsAsync();
        double[] numbers =
        [
            .. cells.Select(cell => double.TryParse(
                cell.Replace('−', '-'), CultureInfo.InvariantCulture, out var number) ? number : double.NaN),
        ];
        return ([.. numbers.Where((_, i) => i % 2 == 0)], [.. numbers.Where((_, i) => i % 2 == 1)]);
    }

    /// <summary>Half the squared error of a network of two inputs and 3 and 1 sigmoids, and its gradients.</summary>
    private static (double Loss, double[] Gradients) Backpropagate(double[] weights, double[] x, double target)
    {
        double[] hidden =
        [
            .. Enumerable.Range(0, 3).Select(
                unit => Sigmoid(weights[3 * unit] * x[0] + weights[3 * unit + 1] * x[1] + weights[3 * unit + 2])),
        ];
        var output = Sigmoid(weights[9] * hidden[0] + weights[10] * hidden[1] + weights[11] * hidden[2] + weights[12]);
        var blame = (output - target) * output * (1 - output);
        var gradients = new double[13];
        for (var unit = 0; unit < 3; unit++)
        {
            var share = blame * weights[9 + unit] * hidden[unit] * (1 - hidden[unit]);
            new[] { share * x[0], share * x[1], share }.CopyTo(gradients, 3 * unit);
            gradients[9 + unit] = blame * hidden[unit];
        }

        gradients[12] = blame;
        return (0.5 * Math.Pow(output - target, 2), gradients);
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    [GeneratedRegex(@"-?[0-9]+(\.[0-9]+)?(e-?[0-9]+)?")]
    private static partial Regex Number();
}
