namespace Experiments.EndToEnd.Tests.Sweeps;

public sealed class DiagnosisTests
{
    [Fact]
    public async Task Run_ActivationsAtTwoDepths_NamesTheVanishingGradientOfDeepSigmoidsAlone()
    {
        await using var machine = new Machine();
        (await machine.RunAsync("run", Programs.Example("vanishing.yaml"))).ShouldExitWith(0);
        var trials = (await machine.QueryAsync("select number, assignment from trials order by number")).Select(
            row => row.Split('|')).ToArray();
        trials.Length.ShouldBe(8);

        foreach (var trial in trials)
        {
            var shown = (await machine.RunAsync(
                "show", $"vanishing/{trial[0]}")).ShouldExitWith(0).Output;

            var deepSigmoids = trial[1].Contains("sigmoid", StringComparison.Ordinal)
                && trial[1].Split("64").Length > 8;
            if (deepSigmoids) shown.ShouldMatch(@"vanishing at fc1, fc2.* \(sigmoid\)");
            else shown.ShouldNotContain("vanishing at", Case.Sensitive, trial[1]);
        }

        var found = await machine.QueryAsync(
            "select distinct trial from trial_curves where metric = 'health/fc1' and value = 1 and step = 2");
        found.ShouldHaveSingleItem();
    }
}
