using System.Net;
using Experiments.Testing.Builders;
using Experiments.Testing.Postgres;
using Experiments.Web.Tests.Support;

namespace Experiments.Web.Tests.Changing;

public sealed class RemovalRoutesTests(SharedPostgres postgres)
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Delete_ManyAtOnceWhileOthersChangeIt_LeavesNothingAndNoFault(bool onPostgres)
    {
        await using var api = await TestApi.StartAsync(postgres, onPostgres);
        var first = await api.FillAsync(points: 50);
        await api.CommitAsync(first.SweepKey, SweepSteps.Finish(api.Next()));

        var changes = Enumerable.Range(0, 40).Select(async number =>
        {
            using var answer = (number % 4) switch
            {
                0 => await api.Client.DeleteAsync("/api/sweeps/k3m9x0q2ab"),
                1 => await api.Client.PostAsync(
                    "/api/sweeps/k3m9x0q2ab/tag", TestApi.Json($$"""{"tags": ["t{{number}}"]}""")),
                2 => await api.Client.PostAsync("/api/sweeps/k3m9x0q2ab/trials/0/pin", null),
                _ => await api.Client.PostAsync("/api/sweeps/k3m9x0q2ab/archive", null),
            };
            return answer.StatusCode;
        });
        var answers = await Task.WhenAll(changes);

        answers.ShouldAllBe(status => status == HttpStatusCode.OK || status == HttpStatusCode.NotFound);
        answers.Where((_, number) => number % 4 == 0).ShouldContain(HttpStatusCode.OK);
        (await api.GetAsync("/api/sweeps?archived=true")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Delete_ByName_NamesTheId()
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        (await DeleteAsync(api, "sweep")).ShouldBe(
            (400, "a sweep is deleted by its whole id: for sweep 'sweep' (k3m9x0q2ab) that is k3m9x0q2ab"));
        (await DeleteAsync(api, "k3m9x0q2aa")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Delete_SweepThatRuns_IsAConflictInTheSentenceOfTheCommand()
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        await api.BeatAsync("experiments", "node-1");
        (await DeleteAsync(api, "k3m9x0q2ab")).ShouldBe((
            409,
            "sweep 'sweep' (k3m9x0q2ab) is not deleted: it has not ended, or just continues: end it first with "
            + "'experiments cancel', or wait for its end"));
        (await api.GetAsync("/api/sweeps")).GetArrayLength().ShouldBe(1);
    }

    private static async Task<(int Status, string? Detail)> DeleteAsync(TestApi api, string sweep)
    {
        using var answer = await api.Client.DeleteAsync($"/api/sweeps/{sweep}");
        return await TestApi.ProblemAsync(answer);
    }
}
