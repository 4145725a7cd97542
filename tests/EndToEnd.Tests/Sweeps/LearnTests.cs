using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>What the page's lessons ask of a cluster: to train their sweep, and what its best network sees.</summary>
public sealed partial class LearnTests
{
    [Fact]
    public async Task Sweep_OfTheLesson_IsTrainedAndPredictsAsTheCommandDoes()
    {
        await using var machine = new Machine();
        await using var silo = await machine.ServeAsync("--cpus", "2");
        using var http = new HttpClient
        {
            BaseAddress = new Uri(Address().Match(await silo.WaitForAsync("serving")).Value),
        };
        http.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(
            (await machine.RunAsync("token", "--header")).ShouldExitWith(0).Output.Trim()["Authorization: ".Length..]);

        // The file that the page submits, with fewer images.
        var script = await http.GetStringAsync("/page/learn/kit/models.js", Cancel);
        var file = File().Match(script).Groups["file"].Value
            .Replace("${dataset}", "digits").Replace("train_examples: {value: 6000}", "train_examples: {value: 1500}");
        using var content = new StringContent(file, new MediaTypeHeaderValue("application/yaml"));
        using var submitted = await http.PostAsync("/api/sweeps?file=learn.yaml", content, Cancel);
        submitted.EnsureSuccessStatusCode();
        await machine.WaitForAsync("select status from sweeps", rows => rows.SequenceEqual(["completed"]));
        (await machine.QueryAsync("select count(*) from trials where status = 'completed'")).ShouldBe(["12"]);

        var images = (await http.GetFromJsonAsync<JsonElement>("/api/datasets/digits/images?count=3", Cancel))
            .GetProperty("images");
        foreach (var image in images.EnumerateArray())
        {
            var pixels = image.GetProperty("pixels").GetBytesFromBase64().Select(pixel => pixel / 255.0);
            using var answer = await http.PostAsJsonAsync("/api/sweeps/learn/predict", new { pixels }, Cancel);
            answer.EnsureSuccessStatusCode();
            var best = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("best").GetInt32();
            (await machine.RunAsync("predict", "learn", "--index", $"{image.GetProperty("index").GetInt32()}"))
                .ShouldExitWith(0).Output.ShouldContain($"is taken for '{best}'");
        }

        var model = await http.GetFromJsonAsync<JsonElement>("/api/sweeps/learn/model", Cancel);
        model.GetProperty("filters").GetArrayLength().ShouldBe(16);
        var trial = await http.GetFromJsonAsync<JsonElement>(
            $"/api/sweeps/learn/trials/{model.GetProperty("trial").GetInt32()}", Cancel);
        // What lesson 8 shows of a trained network.
        trial.GetProperty("metrics").GetProperty("grad_std/fc1").GetDouble().ShouldBeGreaterThan(0);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [GeneratedRegex(@"http://[\d.:]+")]
    private static partial Regex Address();

    [GeneratedRegex("return `(?<file>name: learn[^`]+)`", RegexOptions.Singleline)]
    private static partial Regex File();
}
