using System.ComponentModel;
using Experiments.Contracts.Messages;
using Experiments.Contracts.Workloads;
using Experiments.Training.Datasets;
using Experiments.Training.Datasets.Digits;
using Experiments.Web.Access;
using Experiments.Web.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Experiments.Web.Datasets;

/// <summary>The datasets of built-in workloads.</summary>
internal static class DatasetRoutes
{
    private const int MostImages = 1_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/datasets", List).Reads()
            .WithName("listDatasets").WithTags("datasets")
            .WithSummary("Lists the datasets of built-in workloads, and which of them are on this machine.");
        routes.MapGet("/datasets/{dataset}/images", ReadAsync).Reads()
            .WithName("listImages").WithTags("datasets")
            .WithSummary("Returns test images of a dataset that is on this machine; nothing is downloaded.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static Ok<IReadOnlyList<DatasetAnswer>> List(TestImages images) =>
        TypedResults.Ok<IReadOnlyList<DatasetAnswer>>(
        [
            .. BuiltInWorkloads.Datasets.Select(
                name => new DatasetAnswer(name, images.AreHere(name), ClassNames.Get(name))),
        ]);

    private static async Task<Ok<ImagesAnswer>> ReadAsync(
        TestImages images, [Description("The name of the dataset.")] string dataset,
        [Description("The number of the first image, from 0.")] int from = 0,
        [Description("The number of images, 1 to 1,000.")] int count = 10,
        CancellationToken cancel = default)
    {
        if (!BuiltInWorkloads.Datasets.Contains(dataset))
            throw new NotFoundException(
                $"there is no dataset '{dataset}'"
                + Spelling.HintOrList(dataset, BuiltInWorkloads.Datasets, "there are"));
        if (count is < 1 or > MostImages)
            throw new UserErrorException($"'count' must be 1 to {MostImages:#,0}, not {count:#,0}");
        var set = await images.FindAsync(dataset, cancel) ?? throw new ConflictException(
            $"the files of '{dataset}' are not on this machine: set EXPERIMENTS_DATA to the folder above '{dataset}', "
            + $"or run a sweep on it, which downloads them; '{DigitsDataset.Name}' needs no files");
        if (from < 0 || from >= set.Labels.Length)
            throw new UserErrorException(
                $"'from' must be 0 to {set.Labels.Length - 1:#,0}, not {from:#,0}: '{dataset}' has no more test "
                + "images");
        return TypedResults.Ok(new ImagesAnswer(
            dataset, RawImages.Side, set.Labels.Length, ClassNames.Get(dataset),
            [
                .. Enumerable.Range(from, Math.Min(count, set.Labels.Length - from)).Select(i => new ImageAnswer(
                    i, set.Labels[i], set.Images.AsSpan(i * RawImages.Pixels, RawImages.Pixels).ToArray())),
            ]));
    }
}
