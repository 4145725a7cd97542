using Experiments.Testing.Builders;
using Experiments.Web.Tests.Support;

namespace Experiments.Web.Tests.Changing;

/// <summary>Calls of sweeps without a cluster. Those that a cluster answers are among the end-to-end tests.</summary>
public sealed class CallRoutesTests
{
    [Theory]
    [InlineData("pause", null)]
    [InlineData("resume", "{}")]
    [InlineData("stop", null)]
    [InlineData("cancel", null)]
    [InlineData("extend", """{"run_cap": 20}""")]
    [InlineData("enqueue", """[{"learning_rate": 0.1}]""")]
    [InlineData("limit", """{"most": 2}""")]
    [InlineData("limit", """{"most": null}""")]
    [InlineData("confirm", null)]
    [InlineData("confirm", """{"top": 2, "repeats": 3}""")]
    [InlineData("retry", null)]
    [InlineData("retry", """{"trials": [1]}""")]
    public async Task Call_NoLiveCluster_IsAConflictThatSaysWhatToDo(string verb, string? content)
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        (await api.FailToPostAsync($"/api/sweeps/sweep/{verb}", content)).ShouldBe((
            409,
            "sweep 'sweep' (k3m9x0q2ab) is kept, but no live cluster runs it: start 'experiments serve', which takes "
            + "it over, and then repeat this command"));
    }

    /// <summary>Workers outside ask again then; a conflict would tell them that their trial is another's.</summary>
    [Theory]
    [InlineData("claim", """{"claim": "a"}""")]
    [InlineData("trials/0/tell", """{"attempt": 1, "number": 1}""")]
    public async Task Outside_NoLiveCluster_IsUnavailable(string path, string content)
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        (await api.FailToPostAsync($"/api/sweeps/sweep/{path}", content)).Status.ShouldBe(503);
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("cancel")]
    public async Task End_SweepThatHasEnded_IsAConflictInTheSentenceOfTheCommand(string verb)
    {
        await using var api = await TestApi.StartAsync();
        var first = await api.FillAsync();
        await api.CommitAsync(first.SweepKey, SweepSteps.Finish(api.Next()));
        (await api.FailToPostAsync($"/api/sweeps/sweep/{verb}")).ShouldBe(
            (409, "sweep 'sweep' (k3m9x0q2ab) has already ended: it has completed"));
    }

    [Theory]
    [InlineData("limit", """{"most": 0}""", "'most' must be a whole number of at least 1, or null, not 0")]
    [InlineData("limit", "{}", "the field 'most' is missing: a whole number or null")]
    [InlineData("confirm", """{"top": 0}""", "'top' must be a whole number of at least 1, not 0")]
    [InlineData("confirm", """{"repeats": 1}""", "'repeats' must be a whole number of at least 2, not 1")]
    [InlineData("extend", null, "send 'run_cap', 'time', 'device_hours' or 'no_better_after'")]
    [InlineData("extend", """{"time": "3"}""", "'time' must be a time with its unit, such as 90m or 3h")]
    [InlineData("extend", """{"device_hours": 2e9999}""", "'device_hours' must be a finite number")]
    [InlineData("extend", """{"run_cap": "20"}""", "'run_cap' must be a whole number or null, not \"20\"")]
    [InlineData("extend", """{"run_cap": 2e9999}""", "'run_cap' must be a whole number or null, not 2e9999")]
    [InlineData("extend", """{"run_cap": 99999999999}""", "'run_cap' must be a whole number")]
    [InlineData("extend", """{"runcap": 20}""", "'runcap' is no field of this request; did you mean 'run_cap'?")]
    [InlineData("retry", """{"trials": [1.5]}""", "'trials' must be a list of whole numbers, not [1.5]")]
    [InlineData("enqueue", null, "the content: trials are given as a JSON list of objects from parameter names")]
    [InlineData("enqueue", """{"learning_rate": 0.1}""", "the content: trials are given as a JSON list")]
    [InlineData("enqueue", "[null]", "the content: trials are given as a JSON list")]
    [InlineData("enqueue", """[{"a": 1, "a": 2}]""", "the content: in a trial, 'a' is given twice")]
    [InlineData("enqueue", """[{"learning_rate": "x"}]""",
        "sweep 'sweep' cannot try that: parameter 'learning_rate' cannot be x")]
    [InlineData("enqueue", """[{"momentum": 1}]""", "sweep 'sweep' cannot try that: ")]
    public async Task Call_WrongContent_IsAProblemThatSaysWhat(string verb, string? content, string what)
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        var (status, detail) = await api.FailToPostAsync($"/api/sweeps/sweep/{verb}", content);
        status.ShouldBe(400, detail);
        detail.ShouldNotBeNull().ShouldStartWith(what);
    }

    [Fact]
    public async Task Call_DeepContent_IsAProblem()
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        var deep = new string('[', 100_000) + new string(']', 100_000);
        (await api.FailToPostAsync("/api/sweeps/sweep/enqueue", deep)).Status.ShouldBe(400);
        (await api.FailToPostAsync("/api/sweeps/sweep/limit", $$"""{"most": {{deep}}}""")).Status.ShouldBe(400);
    }
}
