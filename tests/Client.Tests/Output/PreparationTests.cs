using Experiments.Client.Output;

namespace Experiments.Client.Tests.Output;

public sealed class PreparationTests
{
    /// <summary>A fault would not be seen: it runs in the background, and commands work without it.</summary>
    [Fact]
    public void Prepare_OnItsOwn_ThrowsNothing() => Preparation.Prepare();
}
