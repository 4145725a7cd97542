using Experiments.Training.Tests.Support;
using TorchSharp;

namespace Experiments.Training.Tests;

/// <summary>
/// TorchSharp passes the address of a scalar to native code and drops its reference, so that the garbage collector may
/// free the scalar while it is read: the operation then fails, or computes with another number. Therefore no operation
/// may be used that creates a scalar itself.
/// </summary>
public sealed class ScalarLifetimeTests
{
    [Fact]
    public void Calls_OfTorchSharp_MakeNoNumberOfTheirOwn()
    {
        using var torch = new CallGraph(typeof(torch).Assembly.Location);
        using var training = new CallGraph(typeof(Scalars).Assembly.Location);
        var makers = MakersOfNumbers(torch);
        makers.ShouldContain("TorchSharp.torch.Tensor.add_(TorchSharp.torch.Tensor)");

        var wrong = training.Calls
            .SelectMany(method => method.Value.Where(makers.Contains).Select(called => $"{method.Key} calls {called}"))
            .Where(call => !call.StartsWith("Experiments.Training.Scalars."))
            .Order();

        wrong.ShouldBeEmpty();
    }

    /// <summary>Methods that turn a number into a scalar, or call one of their own assembly that does.</summary>
    private static HashSet<string> MakersOfNumbers(CallGraph torch)
    {
        var makers = torch.Calls.Keys
            .Where(name => name.StartsWith("TorchSharp.Scalar.op_Implicit(")
                || name.StartsWith("TorchSharp.ScalarExtensionMethods.ToScalar("))
            .ToHashSet();
        while (torch.Calls.Where(method => !makers.Contains(method.Key) && method.Value.Overlaps(makers))
            .Select(method => method.Key).ToArray()
            is { Length: > 0 } more)
            makers.UnionWith(more);
        return makers;
    }
}
