using Experiments.Testing.Postgres;
using Experiments.Web.Curves;
using Experiments.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Web.Tests.Curves;

public sealed class CurveRoutesTests(SharedPostgres postgres)
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task List_LongCurve_IsThinnedToWhatWasAskedFor(bool onPostgres)
    {
        await using var api = await TestApi.StartAsync(postgres, onPostgres);
        await api.FillAsync(points: 1_000);
        var curves = await api.GetAsync("/api/sweeps/sweep/curves?points=50");
        curves.GetArrayLength().ShouldBe(1);
        curves[0].GetProperty("points").GetInt32().ShouldBe(1_000);
        var steps = curves[0].GetProperty("steps").EnumerateArray().Select(step => step.GetInt64()).ToArray();
        steps.Length.ShouldBeInRange(40, 50);
        (steps[0], steps[^1]).ShouldBe((1, 1_000));
        curves[0].GetProperty("values").GetArrayLength().ShouldBe(steps.Length);
        curves[0].GetProperty("times").GetArrayLength().ShouldBe(steps.Length);
        (await api.GetAsync("/api/sweeps/sweep/curves?trial=1&trial=2")).GetArrayLength().ShouldBe(0);
        (await api.GetAsync("/api/sweeps/sweep/curves?trial=0&metric=loss")).GetArrayLength().ShouldBe(0);
        (await api.FailAsync("/api/sweeps/sweep/curves?points=1")).ShouldBe(
            (400, "'points' must be 4 to 100,000, not 1"));
    }

    /// <summary>All points are in the memory of the silo before they are thinned.</summary>
    [Fact]
    public async Task List_MorePointsThanMayBeRead_IsRefused()
    {
        await using var api = await TestApi.StartAsync(
            configure: services => services.AddSingleton(new CurveLimit(10)));
        await api.FillAsync(points: 10);
        (await api.GetAsync("/api/sweeps/sweep/curves?points=4")).GetArrayLength().ShouldBe(1);
        await api.FillAsync("z3m9x0q2ab", points: 11);
        (await api.FailAsync("/api/sweeps/z3m/curves?points=4")).ShouldBe(
            (400, "these curves have more than 10 points together: ask for fewer trials at a time"));
    }
}
