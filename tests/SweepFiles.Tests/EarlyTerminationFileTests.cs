using Experiments.Search.Specs;

namespace Experiments.SweepFiles.Tests;

public class EarlyTerminationFileTests
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

    [Theory]
    [InlineData("type: asha, max_t: 9")]
    [InlineData("type: hyperband, min_iter: 2")]
    [InlineData("type: median")]
    [InlineData("type: plateau, patience: 5")]
    public void Parse_NeverStopped_IsAShareOfAnyType(string keys)
    {
        Read("").ShouldBeNull();
        Read(", never_stopped: 0").ShouldBeNull();
        Read(", never_stopped: 0.3").ShouldBe(0.3);
        Read(", never_stopped: 1").ShouldBe(1);

        double? Read(string more)
        {
            var file = SweepFile.Parse(SweepTexts.Wait() + $"\nearly_terminate: {{{keys}{more}}}\n", "a.yaml");
            file.Errors.ShouldBeEmpty();
            return file.Spec!.Search.EarlyTermination!.NeverStopped;
        }
    }
}
