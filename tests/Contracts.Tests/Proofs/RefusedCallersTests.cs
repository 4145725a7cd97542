using System.Net;
using Experiments.Contracts.Proofs;
using Experiments.Testing.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Experiments.Contracts.Tests.Proofs;

public sealed class RefusedCallersTests
{
    private static readonly IPEndPoint Stranger = new(IPAddress.Parse("192.0.2.9"), 4711);

    private readonly RecordedLog<RefusedCallers> _lines = [];
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Add_ManyInAMinute_IsOneLineAndTheNextCountsThem()
    {
        var refused = new RefusedCallers(_lines, _time);
        for (var i = 0; i < 5; i++) refused.Add(Stranger, new ProofRefusedException(ProofFailure.Wrong));
        _lines.ShouldHaveSingleItem().ShouldContain("192.0.2.9:4711");
        _time.Advance(TimeSpan.FromMinutes(1));
        refused.Add(Stranger, new ProofRefusedException(ProofFailure.Late));
        _lines.Count.ShouldBe(2);
        _lines[1].ShouldContain("4 more");
    }

    [Fact]
    public void Add_WhoeverOnlyLooksWhetherThePortIsOpen_IsNoLine()
    {
        new RefusedCallers(_lines, _time).Add(Stranger, new ProofRefusedException(ProofFailure.Silent));
        _lines.ShouldBeEmpty();
    }
}
