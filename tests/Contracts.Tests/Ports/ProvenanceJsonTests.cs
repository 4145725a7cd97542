using System.Text.Json;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Search.Events;

namespace Experiments.Contracts.Tests.Ports;

public sealed class ProvenanceJsonTests
{
    /// <summary>Earlier versions wrote and read the same text by reflection.</summary>
    [Fact]
    public void WriteAndRead_AnyProvenance_AreAsByReflection()
    {
        Provenance[] all =
        [
            new("1.2.3+abc", "2.10", "a1", 4) { WorkloadSha256 = "b2", Interpreter = "Python 3.11.7" },
            new("1.2.3", null, null, 1),
        ];
        foreach (var one in all)
        {
            var text = JsonSerializer.Serialize(one, SearchJson.Options);
            ProvenanceJson.Write(one).ShouldBe(text);
            ProvenanceJson.Read(text).ShouldBe(one);
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("")]
    public void Read_AnythingElse_Throws(string text) => Should.Throw<JsonException>(() => ProvenanceJson.Read(text));
}
