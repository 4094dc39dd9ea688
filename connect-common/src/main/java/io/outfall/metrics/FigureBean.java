// SPDX-License-Identifier: Apache-2.0
package io.outfall.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;

/** An MBean of figures that can only be read. Any thread may read while figures are added. */
final class FigureBean implements DynamicMBean {
    private final Map<String, Shown> figures = new ConcurrentSkipListMap<>();

    private record Shown(String description, Supplier<?> value) {}

    void add(String name, String description, Supplier<?> value) {
        figures.put(name, new Shown(description, value));
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException {
        Shown shown = figures.get(name);
        if (shown == null) {
            throw new AttributeNotFoundException(name);
        }
        return shown.value.get();
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        AttributeList list = new AttributeList();
        for (String name : names) {
            Shown shown = figures.get(name);
            if (shown != null) {
                list.add(new Attribute(name, shown.value.get()));
            }
        }
        return list;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " can only be read");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String action, Object[] arguments, String[] signature) {
        throw new UnsupportedOperationException(action);
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanAttributeInfo[] attributes = figures.entrySet().stream()
                .map(figure -> new MBeanAttributeInfo(
                        figure.getKey(), type(figure.getValue()), figure.getValue().description, true, false, false))
                .toArray(MBeanAttributeInfo[]::new);
        return new MBeanInfo(FigureBean.class.getName(), "Figures of an Outfall task.", attributes, null, null, null);
    }

    private static String type(Shown shown) {
        return shown.value.get() instanceof Long ? "long" : "java.lang.String";
    }
}
