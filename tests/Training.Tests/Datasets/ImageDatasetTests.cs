using Experiments.Training.Datasets;
using Experiments.Training.Datasets.Digits;
using Experiments.Training.Tests.Support;
using TorchSharp;

namespace Experiments.Training.Tests.Datasets;

public class ImageDatasetTests
{
    private static readonly RawImages Raw = DigitsDataset.Draw(seed: 1, count: 120);
    private static readonly ImageDataset Data = ImageDataset.From("tiny", Raw, DigitsDataset.Draw(seed: 2, count: 30));

    [Theory]
    [InlineData(null, 100)]
    [InlineData(7L, 7)]
    [InlineData(1000L, 100)]
    public void Train_SomeExamples_AreTheFirstBeforeTheValidationSixth(long? asked, int got)
    {
        var train = Data.Train(asked, "cpu");

        train.Labels.data<long>().ToArray().ShouldBe(Raw.Labels[..got].Select(label => (long)label));
        train.Images.shape.ShouldBe([got, 784]);
    }

    [Fact]
    public void Validation_Always_IsTheLastSixthOfTheTrainingSet() =>
        Data.Validation("cpu").Labels.data<long>().ToArray().ShouldBe(Raw.Labels[100..].Select(label => (long)label));

    [Fact]
    public void From_RawImages_HasMeanZeroAndDeviationOneOverTheTrainingSet()
    {
        using var scope = torch.NewDisposeScope();
        var all = torch.cat([Data.Train(null, "cpu").Images, Data.Validation("cpu").Images]);

        ((double)all.mean().ToSingle()).ShouldBe(0, 1e-4);
        ((double)all.std(unbiased: false).ToSingle()).ShouldBe(1, 1e-4);
    }

    [Fact]
    public async Task LoadAsync_ManyAtOnce_LoadsOnce()
    {
        var loads = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Trials.Library.LoadAsync("digits", new Progress<string>(), CancellationToken.None)));

        loads.Distinct().ShouldHaveSingleItem();
    }
}
