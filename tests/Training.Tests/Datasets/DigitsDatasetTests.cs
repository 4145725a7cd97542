using Experiments.Training.Datasets;
using Experiments.Training.Datasets.Digits;

namespace Experiments.Training.Tests.Datasets;

public class DigitsDatasetTests
{
    [Fact]
    public void Draw_SameSeed_IsTheSameOnEveryMachine() =>
        RawImages.Sha256(DigitsDataset.Draw(seed: 1, count: 100))
            .ShouldBe("4e1f7ee94c0768afcb192305602c66caa07927bcac8ed1d7a447dec48eabafac");

    [Fact]
    public void Draw_MoreImages_BeginsWithTheSame()
    {
        var (few, many) = (DigitsDataset.Draw(3, 10), DigitsDataset.Draw(3, 20));

        many.Images[..few.Images.Length].ShouldBe(few.Images);
        many.Labels[..10].ShouldBe(few.Labels);
    }

    [Fact]
    public void Draw_OtherSeed_DrawsOtherImages() =>
        RawImages.Sha256(DigitsDataset.Draw(1, 10)).ShouldNotBe(RawImages.Sha256(DigitsDataset.Draw(2, 10)));

    [Fact]
    public void Draw_ManyImages_HasEachDigitAboutAsOftenAndInkInEachImage()
    {
        var raw = DigitsDataset.Draw(seed: 5, count: 2000);

        raw.Labels.CountBy(label => label).ShouldAllBe(pair => pair.Value > 140 && pair.Value < 260);
        raw.Images.Chunk(RawImages.Pixels).ShouldAllBe(image => image.Count(pixel => pixel > 120) > 15);
    }
}
