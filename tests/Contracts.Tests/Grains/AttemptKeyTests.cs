using Experiments.Contracts.Grains;

namespace Experiments.Contracts.Tests.Grains;

public sealed class AttemptKeyTests
{
    [Fact]
    public void Parse_WhatWasWritten_IsTheSame()
    {
        var key = new AttemptKey("k3m9x0q2ab", 12, 3, "10.0.0.1:11111@42");
        key.ToString().ShouldBe("k3m9x0q2ab/12/3/10.0.0.1:11111@42");
        AttemptKey.Parse(key.ToString()).ShouldBe(key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("k3m9x0q2ab/12/3")]
    [InlineData("k3m9x0q2ab/12/3/silo/more")]
    [InlineData("k3m9x0q2ab/twelve/3/silo")]
    [InlineData("k3m9x0q2ab/12//silo")]
    public void Parse_AnythingElse_IsRefused(string key) => Should.Throw<FormatException>(() => AttemptKey.Parse(key));
}
