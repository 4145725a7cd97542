using Experiments.Silo.Upkeep;

namespace Experiments.Silo.Tests.Upkeep;

public sealed class BatchSizeTests
{
    private readonly BatchSize _size = new(20, 100, TimeSpan.FromSeconds(1));

    [Fact]
    public void Next_BatchesThatTakeLittleTime_GrowsToItsGreatest()
    {
        _size.Next.ShouldBe(20);
        _size.Took(TimeSpan.FromSeconds(0.2));
        _size.Next.ShouldBe(40);
        _size.Took(TimeSpan.FromSeconds(0.2));
        _size.Took(TimeSpan.FromSeconds(0.2));
        _size.Next.ShouldBe(100);
    }

    [Fact]
    public void Next_BatchesThatTakeTooLong_ShrinksToItsLeast()
    {
        _size.Took(TimeSpan.Zero);
        _size.Took(TimeSpan.FromSeconds(0.5));
        _size.Next.ShouldBe(40, "neither short nor long");
        _size.Took(TimeSpan.FromSeconds(1.5));
        _size.Next.ShouldBe(20);
        _size.Took(TimeSpan.FromSeconds(1.5));
        _size.Next.ShouldBe(20);
    }
}
