using System.Globalization;
using System.Text.Json;
using Experiments.Web.Tests.Page;
using Microsoft.Playwright;
using static Experiments.Web.Tests.Learn.LessonTests;

namespace Experiments.Web.Tests.Learn;

/// <summary>The lessons that ask the API for images and for the best network, or submit sweeps.</summary>
public sealed class ModelLessonTests(SharedLessons shared, Chromium chromium) : IClassFixture<SharedLessons>
{
    [Theory, InlineData("en", "I think this is a"), InlineData("zh", "我觉得这是")]
    public async Task Mnist_AnImageIsChosen_IsTakenForWhatTheNetworkSays(string language, string guess)
    {
        await using var visit = await shared.VisitAsync(chromium, "mnist", language);
        var images = (await shared.Api.GetAsync("/api/datasets/digits/images")).GetProperty("images");
        await Assertions.Expect(visit.Page.Locator(".gallery li")).ToHaveTextAsync(
            [.. images.EnumerateArray().Select(one => $"{one.GetProperty("label").GetInt32()}")]);
        // The best network begins by itself.
        await visit.SeesAsync(".guess", guess);
        for (var i = 0; i < 3; i++)
        {
            await visit.Page.Locator(".gallery button").Nth(i).PressAsync("Enter");
            var prediction = await PredictAsync(images[i]);
            var best = prediction.GetProperty("best").GetInt32();
            await Assertions.Expect(visit.Page.Locator(".guess")).ToContainTextAsync($"{guess} {best}");
            await Assertions.Expect(visit.Page.Locator($".digits [data-class='{best}'] .value")).ToHaveTextAsync(
                Percent(prediction.GetProperty("probabilities")[best].GetDouble()));
        }

        // Nobody trains here.
        await visit.Page.Locator("button.go").ClickAsync();
        await visit.SeesAsync(".toast.fault", "no cluster serves this database");
        await Assertions.Expect(visit.Page.Locator("button.go")).ToBeEnabledAsync();
        await CheckAsync(visit);
    }

    [Theory, InlineData("en"), InlineData("zh")]
    public async Task Mnist_OfASweep_ShowsItsProgressAndCurves(string language)
    {
        await using var visit = await shared.VisitAsync(chromium, "mnist", language);
        await visit.GoAsync($"/learn/mnist?lang={language}&sweep={SharedLessons.Sweep}");
        await visit.SeesAsync(".verdict", "95.0 %");
        await Assertions.Expect(visit.Page.Locator(".u-over")).ToHaveCountAsync(2);
        await Assertions.Expect(visit.Page.Locator(".progress")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("a.button")).ToHaveAttributeAsync(
            "href", $"/sweeps/{SharedLessons.Sweep}");
    }

    [Theory, InlineData("en", "Vanishing", "Exploding", "Healthy"), InlineData("zh", "梯度消失", "梯度爆炸", "健康")]
    public async Task Inside_StartsAndDepths_MakeGradientsVanishAndExplode(
        string language, string vanishing, string exploding, string healthy)
    {
        await using var visit = await shared.VisitAsync(chromium, "inside", language);
        await visit.SeesAsync(".verdict", healthy);
        var model = await shared.Api.GetAsync($"/api/sweeps/{SharedLessons.Sweep}/model");
        await Assertions.Expect(visit.Page.Locator(".filters li")).ToHaveTextAsync(
            [.. model.GetProperty("filters").EnumerateArray().Select(one => $"{one.GetProperty("unit").GetInt32()}")]);
        await MoveAsync(visit, "depth", "10");
        await ChooseAsync(visit, "activation", "sigmoid");
        await visit.SeesAsync(".verdict", vanishing);
        var deviations = await DeviationsAsync();
        deviations.Length.ShouldBe(10);
        // A sigmoid lets at most a quarter through.
        (deviations[0] / deviations[9]).ShouldBeLessThan(Math.Pow(0.25, 4));
        await ChooseAsync(visit, "activation", "relu");
        await ChooseAsync(visit, "start", "large");
        await visit.SeesAsync(".verdict", exploding);
        (await DeviationsAsync())[0].ShouldBeGreaterThan(1_000);
        await ChooseAsync(visit, "start", "he");
        await visit.SeesAsync(".verdict", healthy);
        await Assertions.Expect(visit.Page.Locator(".goals .reached")).ToHaveCountAsync(3);
        await CheckAsync(visit);

        async Task<double[]> DeviationsAsync() =>
        [
            .. (await visit.Page.Locator("details tr td:last-child").AllTextContentsAsync()).Select(
                cell => double.Parse(cell.Replace('−', '-'), CultureInfo.InvariantCulture)),
        ];
    }

    [Theory, InlineData("en"), InlineData("zh")]
    public async Task Advice_FileIsEdited_IsCheckedWithErrorsAtTheirPlace(string language)
    {
        await using var visit = await shared.VisitAsync(chromium, "advice", language);
        await MoveAsync(visit, "dropout", "0.75");
        await visit.SeesAsync(".formula", "4.00");
        await visit.Page.Locator(".bench .row button").Nth(1).ClickAsync();
        await visit.SeesAsync(".formula", "20");

        var (check, train) = (visit.Page.Locator(".challenge .row").Nth(1).GetByRole(AriaRole.Button).First,
            visit.Page.Locator(".challenge .primary"));
        await check.ClickAsync();
        await visit.SeesAsync(".challenge .verdict", "12");
        await visit.Page.Locator(".challenge .row").First.GetByRole(AriaRole.Button).First.ClickAsync();
        await check.ClickAsync();
        await visit.SeesAsync(".challenge .verdict", "36");
        var editor = visit.Page.Locator("#challenge");
        var text = (await editor.InputValueAsync()).Replace("optimizer:", "optimiser:").Replace("grid", "gird");
        await editor.FillAsync(text);
        await check.ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".faults li")).ToHaveCountAsync(2);
        await visit.SeesAsync(".faults", "4");
        await visit.Page.Locator(".faults button").First.ClickAsync();
        (await editor.EvaluateAsync<string>("it => it.value.slice(it.selectionStart, it.selectionEnd)"))
            .ShouldBe("method: gird");
        await editor.FillAsync(text.Replace("optimiser:", "optimizer:").Replace("gird", "grid"));
        await train.ClickAsync();
        await visit.SeesAsync(".challenge .fault", "no cluster serves this database");
        await visit.SeesAsync(".command code", "experiments best challenge --export");
        await CheckAsync(visit);
    }

    [Theory, InlineData("en", "I think this is a"), InlineData("zh", "我觉得这是")]
    public async Task Draw_WithAPointerAndWithKeys_IsRecognised(string language, string guess)
    {
        await using var visit = await shared.VisitAsync(chromium, "draw", language);
        var pad = visit.Page.Locator(".pad");
        await pad.ScrollIntoViewIfNeededAsync();
        var box = (await pad.BoundingBoxAsync())!;
        await MoveToAsync(0.52, 0.15);
        await visit.Page.Mouse.DownAsync();
        await MoveToAsync(0.48, 0.85);
        // It answers while somebody draws.
        await visit.SeesAsync(".guess", $"{guess} 1");
        await visit.Page.Mouse.UpAsync();
        await visit.Page.Locator(".board + .row button").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".guess")).Not.ToContainTextAsync(guess);

        await pad.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Space");
        for (var i = 0; i < 20; i++) await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.SeesAsync(".guess", $"{guess} 1");
        await visit.Page.Keyboard.PressAsync("Delete");
        await Assertions.Expect(visit.Page.Locator(".guess")).Not.ToContainTextAsync(guess);

        var image = (await shared.Api.GetAsync("/api/datasets/digits/images?from=20&count=1")).GetProperty("images")[0];
        var label = image.GetProperty("label").GetInt32();
        await visit.Page.Locator(".board + .row button").Nth(1).ClickAsync();
        await visit.SeesAsync(".guess", $"{guess} {label}");
        // What the first layer outputs is what the units say.
        (await visit.Page.Locator(".seen .filters canvas").EvaluateAllAsync<double[]>(
            "all => all.map((one) => Number(one.style.opacity))")).Max().ShouldBe(1, 1e-3);
        await CheckAsync(visit);

        Task MoveToAsync(double x, double y) => visit.Page.Mouse.MoveAsync(
            (float)(box.X + x * box.Width), (float)(box.Y + y * box.Height), new() { Steps = 8 });
    }

    [Fact]
    public async Task Lessons_WithoutANetwork_SayWhereToTrainOne()
    {
        await using var api = await Support.TestApi.StartAsync();
        foreach (var lesson in new[] { "inside", "draw" })
        {
            await using var visit = await PageVisit.BeginAsync(chromium, api, $"/learn/{lesson}?lang=en");
            await visit.SeesAsync(".reason", "There is no trained network yet");
            await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Train one now" }).ClickAsync();
            await visit.SeesAsync("h1", "MNIST: train it now");
        }
    }

    private async Task<JsonElement> PredictAsync(JsonElement image) => await shared.Api.PostAsync(
        $"/api/sweeps/{SharedLessons.Sweep}/predict",
        JsonSerializer.Serialize(new
        {
            pixels = image.GetProperty("pixels").GetBytesFromBase64().Select(pixel => pixel / 255.0),
        }));

    private static string Percent(double part) => part is > 0.9995 or < 0.0005
        ? $"{Text(100 * part, 0)} %"
        : $"{Text(100 * part, 1)} %";
}
