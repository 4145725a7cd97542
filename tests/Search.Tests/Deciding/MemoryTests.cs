using System.Text.Json;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Grids;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;

namespace Experiments.Search.Tests.Deciding;

public class MemoryTests
{
    public static TheoryData<SearchMethod> Methods => new(Enum.GetValues<SearchMethod>());

    /// <summary>With a million million points a search keeps and allocates no more than with a hundred.</summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public void Apply_SpaceOfAMillionMillionPoints_KeepsNoMoreThanASmallOne(SearchMethod method)
    {
        GridSize.Count(Whole(999_999)).ShouldBe(1_000_000_000_000);
        Train(method, 9);
        var small = Train(method, 9);
        var large = Train(method, 999_999);
        // Larger numbers have more digits.
        large.Written.ShouldBeLessThan(small.Written + 100 * 60);
        large.Allocated.ShouldBeLessThan(2 * small.Allocated + 1_000_000);
    }

    /// <summary>A finished trial takes no memory if the method does not learn from it.</summary>
    [Fact]
    public void Apply_TenThousandTrialsOfAGrid_StateDoesNotGrow() =>
        Train(SearchMethod.Grid, 999_999, 10_000).Written.ShouldBeLessThan(1_000);

    private static (int Written, long Allocated) Train(SearchMethod method, int most, int trials = 100)
    {
        var spec = new SearchSpec { Space = Whole(most), Method = method, RunCap = trials };
        var before = GC.GetAllocatedBytesForCurrentThread();
        var (state, _) = SearchCore.Apply(spec, SearchCore.Begin(spec), new SearchEvent.Prepared());
        for (var trial = 0; trial < trials; trial++)
        {
            (state, _) = SearchCore.Apply(spec, state, new SearchEvent.SlotOffered("n1"));
            (state, _) = SearchCore.Apply(
                spec, state, new SearchEvent.AttemptEnded(trial, 1, new AttemptOutcome.Completed(trial)));
        }
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return (JsonSerializer.Serialize(state, SearchJson.Options).Length, allocated);
    }

    private static SearchSpace Whole(int most) => Make.Space(
        Make.Parameter("a", new Distribution.IntUniform(0, most)),
        Make.Parameter("b", new Distribution.IntUniform(0, most)));
}
