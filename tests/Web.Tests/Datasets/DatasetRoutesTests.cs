using Experiments.Training.Datasets.Digits;
using Experiments.Web.Tests.Support;

namespace Experiments.Web.Tests.Datasets;

public sealed class DatasetRoutesTests
{
    [Fact]
    public async Task List_Datasets_SaysWhichAreHere()
    {
        await using var api = await TestApi.StartAsync();
        var datasets = (await api.GetAsync("/api/datasets")).EnumerateArray().ToDictionary(
            one => one.GetProperty("name").GetString()!, one => one);
        datasets.Keys.ShouldBe(["mnist", "fashion-mnist", "kmnist", "digits"]);
        datasets["digits"].GetProperty("here").GetBoolean().ShouldBeTrue();
        datasets["mnist"].GetProperty("here").GetBoolean().ShouldBeFalse();
        datasets["kmnist"].GetProperty("here").GetBoolean().ShouldBeFalse();
        datasets["fashion-mnist"].GetProperty("classes")[5].GetString().ShouldBe("sandal");
    }

    [Fact]
    public async Task Images_OfGeneratedDigits_AreThoseOfTheTestSet()
    {
        await using var api = await TestApi.StartAsync();
        var answer = await api.GetAsync("/api/datasets/digits/images?from=1998&count=10");
        answer.GetProperty("total").GetInt32().ShouldBe(2_000);
        var test = DigitsDataset.DrawTest();
        var images = answer.GetProperty("images").EnumerateArray().ToArray();
        images.Select(one => one.GetProperty("index").GetInt32()).ShouldBe([1998, 1999]);
        images[1].GetProperty("label").GetInt32().ShouldBe(test.Labels[1999]);
        images[1].GetProperty("pixels").GetBytesFromBase64().ShouldBe(test.Images[^784..]);
    }

    [Fact]
    public async Task Images_OfMnist_AreTheFirstOfItsTestSet()
    {
        var data = Environment.GetEnvironmentVariable("EXPERIMENTS_DATA");
        Assert.SkipUnless(
            File.Exists($"{data}/mnist/t10k-images-idx3-ubyte.gz"), "EXPERIMENTS_DATA has no MNIST.");
        await using var api = await TestApi.StartAsync(data: data);
        var answer = await api.GetAsync("/api/datasets/mnist/images");
        answer.GetProperty("total").GetInt32().ShouldBe(10_000);
        // As published.
        answer.GetProperty("images").EnumerateArray().Select(one => one.GetProperty("label").GetInt32())
            .ShouldBe([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
        answer.GetProperty("images")[0].GetProperty("pixels").GetBytesFromBase64()
            .Count(pixel => pixel > 0).ShouldBeInRange(80, 200);
    }

    [Theory]
    [InlineData("kmnist/images", 409, "the files of 'kmnist' are not on this machine: set EXPERIMENTS_DATA")]
    [InlineData("mnits/images", 404, "there is no dataset 'mnits'; did you mean 'mnist'?")]
    [InlineData("..%2Fmnist/images", 404, "there is no dataset '..%2Fmnist'")]
    [InlineData("digits/images?count=0", 400, "'count' must be 1 to 1,000, not 0")]
    [InlineData("digits/images?count=1001", 400, "'count' must be 1 to 1,000, not 1,001")]
    [InlineData("digits/images?from=-1", 400, "'from' must be 0 to 1,999, not -1")]
    [InlineData("digits/images?from=2000", 400, "'from' must be 0 to 1,999, not 2,000")]
    [InlineData("digits/images?from=x", 400, "'from' cannot be 'x'")]
    public async Task Images_ThatAreNotThere_AreRefused(string path, int status, string why)
    {
        await using var api = await TestApi.StartAsync();
        var (answered, detail) = await api.FailAsync($"/api/datasets/{path}");
        answered.ShouldBe(status);
        detail!.ShouldStartWith(why);
    }
}
