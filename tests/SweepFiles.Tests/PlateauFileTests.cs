using Experiments.Search.Specs;

namespace Experiments.SweepFiles.Tests;

public class PlateauFileTests
{
    [Theory]
    [InlineData("patience: 5", 5, 0)]
    [InlineData("patience: 3, min_delta: 0.001", 3, 0.001)]
    public void Parse_Plateau_HasItsPatience(string keys, int patience, double least)
    {
        var file = SweepFile.Parse(SweepTexts.Wait() + $"\nearly_terminate: {{type: plateau, {keys}}}\n", "a.yaml");
        file.Errors.ShouldBeEmpty();
        file.Spec!.Search.EarlyTermination.ShouldBe(new EarlyTermination.Plateau(patience, least));
    }
}
