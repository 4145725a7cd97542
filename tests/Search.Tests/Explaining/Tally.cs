namespace Experiments.Search.Tests.Explaining;

/// <summary>How many statements of a kind were made and right, and how many were to be made.</summary>
internal sealed class Tally(string kind)
{
    private int _made;
    private int _right;
    private int _true;
    private int _found;

    public double Precision => _made == 0 ? 1 : (double)_right / _made;

    public double Recall => _true == 0 ? 1 : (double)_found / _true;

    public void Say(bool isRight)
    {
        _made++;
        if (isRight) _right++;
    }

    public void Expect(bool isFound)
    {
        _true++;
        if (isFound) _found++;
    }

    public override string ToString() =>
        $"{kind,-14} made {_made,4}, right {100 * Precision,5:0.0} %; to be made {_true,4}, made "
        + $"{100 * Recall,5:0.0} %";
}
